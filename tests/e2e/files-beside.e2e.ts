import { pageOf } from "./asking-page.ts";
import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";
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
    await viewer.watch(site.origin);
    await viewer.join("Mina");
    await viewer.say("one");
    await tom.sees("one");
    await tom.say("two");
    await viewer.sees("one", "two");
  });
}

for (const file of ["live-chat.js", "live-chat.umd.js"] as const) {
  test(`a reader's own choices open on a strict page of another origin, by ${file}`, async ({
    startServer,
    openSite,
    newViewer,
  }) => {
    const { site } = await openStrictPage({ startServer, openSite }, file, 'lang="ko"');
    const { chat } = await (await newViewer()).watch(site.origin);
    await chat.locator('[part="settings"][aria-label="채팅 설정"]').click();
    await chat.getByRole("switch", { name: "시간 표시" }).check();
    await chat.getByRole("radio", { name: "아주 크게" }).check();
    await expect(chat.locator(".chat")).toHaveClass(/text-3/);
  });
}

for (const file of ["live-chat.js", "live-chat.umd.js"] as const) {
  test(`an overlay is drawn on a strict page of another origin, by ${file}`, async ({
    startServer,
    openSite,
    newViewer,
  }) => {
    const { server, site } = await openStrictPage(
      { startServer, openSite },
      file,
      'mode="overlay"',
    );
    await sendAll(server.url, "s1", ["one", "two"]);
    const viewer = await newViewer();
    await viewer.page.goto(site.origin);
    await viewer.sees("one", "two");
  });
}

test("choices that did not load say so, and are loaded when they are opened again", async ({
  server,
  newViewer,
}) => {
  const viewer = (await newViewer()).expectNetworkFailures();
  let mayLoad = false;
  await viewer.page.route(/live-chat\/settings-menu-/, (route) =>
    mayLoad ? route.continue() : route.abort(),
  );
  const { chat } = await viewer.watch(`${server.url}/?stream=s1`);
  const button = chat.locator('[part="settings"]');
  await button.press("Enter");
  await expect(chat.locator('[part="settings-menu"]')).toHaveText(/could not be loaded/);
  await button.press("Escape");
  mayLoad = true;
  await button.press("Enter");
  await expect(chat.getByRole("switch", { name: "Times" })).toBeVisible();
});

for (const path of ["/live-chat.js", "/live-chat.js?ver=6.5", "/merged.js"])
  test(`${path}, copied alone to another host, takes what few need from its chat server`, async ({
    server,
    openSite,
    newViewer,
  }) => {
    const copy = await (await fetch(`${server.url}/live-chat.js`)).text();
    const tag = `<script type="module" src="${path}"></script>`;
    const site = await openSite({
      "/": pageOf(
        tag,
        `<live-chat stream-id="s1" lang="ko" server-url="${server.url}"></live-chat>`,
      ),
      [path.split("?")[0]!]: copy,
    });
    const viewer = (await newViewer()).expectNetworkFailures();
    await viewer.page.goto(site.origin);
    await viewer.chat.locator('[part="settings"][aria-label="채팅 설정"]').click();
    await viewer.chat.getByRole("switch", { name: "시간 표시" }).check();
    const loaded = await viewer.page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter(({ name }) => /\.js/.test(name))
        .map(({ name }) => name),
    );
    // The first look beside it is in vain; nothing is loaded twice.
    expect(new Set(loaded).size).toBe(loaded.length);
  });
