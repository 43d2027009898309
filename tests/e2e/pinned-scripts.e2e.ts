import type { ChatServer } from "live-chat-server";

import { expect, test } from "./fixtures.ts";
import { Viewer } from "./viewer.ts";

interface Release {
  release: string;
  integrity: Record<string, string>;
}

/** A hash of something else. */
const WRONG = `sha384-${"A".repeat(64)}`;

async function releaseOf({ url }: ChatServer): Promise<Release> {
  return (await (await fetch(`${url}/api/v1/release`)).json()) as Release;
}

/** The file of a viewer's own choices. */
function settingsOf(integrity: Record<string, string>): string {
  return Object.keys(integrity).find((file) => file.includes("/settings-menu-"))!;
}

/** A page whose chat may be that very file, and no other. */
function pinnedPage(src: string, integrity = "", head = ""): string {
  const type = src.endsWith("umd.js") ? "" : ' type="module"';
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}` +
    `<script${type} src="${src}" integrity="${integrity}" crossorigin="anonymous"></script></head>` +
    `<body><live-chat stream-id="s1"></live-chat></body></html>`
  );
}

for (const file of ["live-chat.js", "live-chat.umd.js"]) {
  test(`[EM2] people talk over a pinned ${file}, and its files beside come from its release`, async ({
    server,
    openSite,
    newViewer,
  }) => {
    const { release, integrity } = await releaseOf(server);
    const src = `${server.url}/v/${release}/${file}`;
    const site = await openSite(
      { "/": pinnedPage(src, integrity[file]) },
      {
        "content-security-policy":
          `default-src 'none'; script-src ${server.url}/v/${release}/; img-src data:; ` +
          `connect-src ${server.url} ${server.url.replace("http", "ws")}`,
      },
    );
    const viewer = await (await newViewer()).watch(site.origin);
    await viewer.join("Mina");
    await viewer.say("pinned");
    await viewer.sees("pinned");
    const settings = `${server.url}/v/${release}/${settingsOf(integrity)}`;
    // The classic script has everything in it.
    const loaded = file === "live-chat.js" ? viewer.page.waitForResponse(settings) : undefined;
    await viewer.chat.locator('[part="settings"]').click();
    if (loaded) expect((await loaded).headers()["cache-control"]).toContain("immutable");
    await expect(viewer.chat.getByRole("switch", { name: "Times" })).toBeVisible();
  });

  test(`[EM2] a ${file} that is another than the page says makes no chat`, async ({
    server,
    openSite,
    newViewer,
    browser,
  }) => {
    const { release, integrity } = await releaseOf(server);
    const site = await openSite({
      "/wrong": pinnedPage(`${server.url}/v/${release}/${file}`, WRONG),
      // As after an upgrade of the server, of which the page does not know.
      "/old": pinnedPage(`${server.url}/v/0.0.1-0123456789/${file}`, WRONG),
      "/old-unchecked": pinnedPage(`${server.url}/v/0.0.1-0123456789/${file}`),
      "/right": pinnedPage(`${server.url}/v/${release}/${file}`, integrity[file]),
    });
    for (const path of ["/wrong", "/old"]) {
      // Not one of the viewers whose consoles must stay empty, and nobody who keeps what another got.
      const { page } = new Viewer(await browser.newPage());
      const told = page.waitForEvent("console", (message) => message.text().includes("integrity"));
      await page.goto(site.origin + path);
      await told;
      expect(await page.evaluate(() => customElements.get("live-chat"))).toBeUndefined();
      await page.close();
    }
    for (const path of ["/right", "/old-unchecked"])
      await (await newViewer()).watch(site.origin + path);
  });
}

test("[EM3] an import map holds the files beside to their hashes, too", async ({
  server,
  openSite,
  browser,
}) => {
  const { release, integrity } = await releaseOf(server);
  const folder = `${server.url}/v/${release}/`;
  const mapOf = (hashes: Record<string, string>) => {
    const named = Object.entries(hashes).map(([file, hash]) => [folder + file, hash]);
    const map = JSON.stringify({ integrity: Object.fromEntries(named) as object });
    return pinnedPage(
      `${folder}live-chat.js`,
      integrity["live-chat.js"],
      `<script type="importmap">${map}</script>`,
    );
  };
  const site = await openSite({
    "/right": mapOf(integrity),
    "/wrong": mapOf({ ...integrity, [settingsOf(integrity)]: WRONG }),
  });
  const viewer = new Viewer(await browser.newPage());
  const menu = viewer.chat.locator('[part="settings-menu"]');
  await viewer.watch(`${site.origin}/right`);
  await viewer.chat.locator('[part="settings"]').click();
  await expect(menu.getByRole("switch", { name: "Times" })).toBeVisible();
  await viewer.watch(`${site.origin}/wrong`);
  await viewer.chat.locator('[part="settings"]').click();
  await expect(menu).toHaveText(/could not be loaded/);
  await viewer.page.close();
});
