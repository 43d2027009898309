import { expect, test } from "./fixtures.ts";
import { openStrictPage } from "./strict-page.ts";

for (const file of ["live-chat.js", "live-chat.umd.js"] as const) {
  test(`where no WebSocket gets through, people talk all the same, by ${file}`, async ({
    startServer,
    openSite,
    newViewer,
  }) => {
    const { server, site } = await openStrictPage({ startServer, openSite }, file);
    const tom = await (await newViewer()).watch(`${server.url}/?stream=s1`);
    await tom.join("Tom");
    const viewer = await newViewer();
    await viewer.page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    const loaded = viewer.page.waitForResponse(/live-chat\.polling\.js/);
    await viewer.watch(site.origin);
    await loaded;
    await viewer.join("Mina");
    await viewer.say("one");
    await tom.sees("one");
    await tom.say("two");
    await viewer.sees("one", "two");
  });
}

test("polling that did not load is loaded with the next try to connect", async ({
  server,
  newViewer,
}) => {
  const viewer = (await newViewer()).expectNetworkFailures();
  await viewer.page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  let failures = 0;
  await viewer.page.route(/live-chat\.polling\.js/, (route) =>
    failures++ === 0 ? route.abort() : route.continue(),
  );
  await viewer.watch(`${server.url}/?stream=s1`);
  expect(failures).toBe(2);
});
