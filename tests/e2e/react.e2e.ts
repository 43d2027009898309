import { fileURLToPath } from "node:url";
import type { Page } from "playwright/test";
import { build, type Rollup } from "vite";

import { expect, test } from "./fixtures.ts";

let app = "";

/** The app as a React developer's bundler makes it, from the package as it is published. */
test.beforeAll(async () => {
  const built = (await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"development"' },
    build: {
      write: false,
      minify: false,
      rollupOptions: {
        input: fileURLToPath(new URL("react-app.ts", import.meta.url)),
        output: { codeSplitting: false },
      },
    },
  })) as Rollup.RollupOutput;
  app = built.output[0].code.replaceAll("</script", "<\\/script");
});

async function openApp(
  page: Page,
  openSite: (pages: Record<string, string>) => Promise<{ origin: string }>,
  startServer: (options: { guests: boolean; origins: string[] }) => Promise<{ url: string }>,
): Promise<void> {
  const site = await openSite({
    "/":
      `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">` +
      `<div id="root"></div><script type="module">${app}</script></html>`,
  });
  const server = await startServer({ guests: true, origins: [site.origin] });
  await page.goto(`${site.origin}/?server=${encodeURIComponent(server.url)}`);
}

test("in strict mode, <LiveChat> and two useChat of a stream connect once each", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  const { page } = viewer;
  let opened = 0;
  let open = 0;
  page.on("websocket", (socket) => {
    opened += 1;
    open += 1;
    socket.on("close", () => (open -= 1));
  });
  await openApp(page, openSite, startServer);
  await viewer.isLive();
  await expect(page.locator("#ready")).toHaveText("s1");
  await expect(page.getByText("Tonight")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^live$/ })).toHaveCount(2);
  expect(opened).toBe(2);

  await page.getByRole("button", { name: "Send by one" }).click();
  const items = (name: string) => page.getByRole("region", { name }).getByRole("listitem");
  await expect(items("one")).toHaveText(["by one"]);
  await expect(items("two")).toHaveText(["by one"]);

  await page.getByRole("button", { name: "Toggle" }).click();
  await expect.poll(() => open).toBe(1);
  await page.getByRole("button", { name: "Toggle" }).click();
  await page.getByRole("button", { name: "Send by two" }).click();
  await expect(items("one")).toHaveText(["by one", "by two"]);
  await expect(items("two")).toHaveText(["by one", "by two"]);
  expect(opened, "those that come back share a connection again").toBe(3);
});

test("another token signs the chat in anew, and the feed goes on", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const viewer = await newViewer();
  await openApp(viewer.page, openSite, startServer);
  await viewer.isLive();
  await viewer.join("Mina");
  await viewer.say("one");
  await viewer.sees("one");
  await viewer.page.getByRole("button", { name: "Change the token" }).click();
  await expect(viewer.chat.getByRole("button", { name: "Sign in to chat" })).toBeVisible();
  await viewer.isLive();
  await viewer.sees("one");
});
