import { expect, test } from "./fixtures.ts";
import { chatPage } from "./sign-in-steps.ts";

test("[ID12] a page whose token is wrong finds the cause in its console, and its visitor a kind sentence", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const pages: Record<string, string> = {};
  const site = await openSite(pages);
  const server = await startServer({ jwtSecret: "s".repeat(32), origins: [site.origin] });
  // What a page has when its own answer was an object.
  pages["/"] = `${chatPage(server.url)}<script type="module">
    document.querySelector("live-chat").token = () => "[object Object]";
  </script>`;
  const viewer = await newViewer();
  const warnings: string[] = [];
  viewer.page.on("console", (message) => {
    if (message.text().startsWith("live-chat:")) warnings.push(message.text());
  });
  await viewer.watch(site.origin);
  await expect(viewer.chat).toContainText("could not be confirmed");
  await expect(viewer.chat).not.toContainText("run out");
  expect(warnings).toEqual([expect.stringMatching(/^live-chat: The token is not a JWT/)]);
  await viewer.page.evaluate(() => document.querySelector("live-chat")!.reauthenticate());
  await expect(viewer.chat).toContainText("could not be confirmed");
});
