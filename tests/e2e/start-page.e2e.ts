import { fileURLToPath } from "node:url";
import type { Page } from "playwright/test";
import { build, type Rollup } from "vite";

import { runPlugin } from "../support/wordpress.ts";
import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";

/** Reads what the page offers to paste, after it was told what is wanted. */
async function snippetOf(page: Page, way: string, stream = "my-show"): Promise<string> {
  await page.getByLabel("Stream id").fill(stream);
  await page.getByRole("radio", { name: way, exact: true }).check();
  await expect(page.locator("#code")).toContainText(stream);
  return page.locator("#code").innerText();
}

function pageOf(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><body>${body}</body></html>`;
}

/** Bundles a component as a React developer's bundler does, and shows it. */
async function bundle(component: string, env: Record<string, string>): Promise<string> {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const files: Record<string, string> = {
    "pasted.tsx": component,
    "pasted-main.tsx":
      `import { createRoot } from "react-dom/client"; import * as pasted from "./pasted.tsx";` +
      `const Shown = Object.values(pasted)[0]; createRoot(document.getElementById("root")).render(<Shown />);`,
  };
  const built = (await build({
    configFile: false,
    logLevel: "error",
    define: {
      "process.env.NODE_ENV": '"development"',
      ...Object.fromEntries(
        Object.entries(env).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)]),
      ),
    },
    plugins: [
      {
        name: "pasted",
        resolveId: (id) => {
          const name = id.replace(/^.*\//, "");
          return Object.hasOwn(files, name) ? folder + name : undefined;
        },
        load: (id) => files[id.slice(folder.length)],
      },
    ],
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: "pasted-main.tsx", output: { codeSplitting: false } },
    },
  })) as Rollup.RollupOutput;
  return built.output[0].code.replaceAll("</script", "<\\/script");
}

/** How each way is used by whoever pastes it: what their page is then. */
const USES: readonly [
  way: string,
  use: (snippet: string, server: string) => string | Promise<string>,
][] = [
  ["HTML", (snippet) => pageOf(snippet)],
  ["One tag", (snippet) => pageOf(snippet)],
  ["Pinned", (snippet) => pageOf(snippet)],
  [
    "React",
    async (snippet) =>
      pageOf(`<div id="root"></div><script type="module">${await bundle(snippet, {})}</script>`),
  ],
  [
    "Next.js",
    async (snippet) => {
      const [, name = "", value = ""] = /^\/\/ \.env\.local: (\w+)=(\S+)$/m.exec(snippet) ?? [];
      const app = await bundle(snippet, { [name]: value });
      return pageOf(`<div id="root"></div><script type="module">${app}</script>`);
    },
  ],
  [
    "WordPress",
    (snippet, server) => {
      const { html, scripts } = runPlugin({
        content: `<p>Tonight</p>${snippet}`,
        options: { live_chat_server: server },
      });
      const tags = Object.values(scripts).map(
        (src) => `<script type="module" src="${src}"></script>`,
      );
      return pageOf(html + tags.join(""));
    },
  ],
];

for (const [way, use] of USES) {
  test(`[EM4] what the start page gives for ${way} chats on a page of another origin`, async ({
    startServer,
    openSite,
    newViewer,
  }) => {
    const pages: Record<string, string> = {};
    const site = await openSite(pages);
    const server = await startServer({ guests: true, host: "127.0.0.1", origins: [site.origin] });
    const owner = await (await newViewer()).watch(`${server.url}/embed`);
    await owner.page.getByLabel("Theme").last().selectOption("dark");
    pages["/"] = await use(await snippetOf(owner.page, way), server.url);

    const guest = await (await newViewer()).watch(site.origin);
    await expect(guest.chat).toHaveAttribute("theme", "dark");
    await guest.join("Mina");
    await guest.say(`by ${way}`);
    await guest.sees(`by ${way}`);
    // The preview is of the very stream.
    await owner.sees(`by ${way}`);
  });
}

test("[EM4] the start page's frame and overlay are of the stream that was named", async ({
  server,
  openSite,
  newViewer,
}) => {
  await sendAll(server.url, "my-show", ["hello"]);
  const owner = await (await newViewer()).watch(`${server.url}/embed`);
  const site = await openSite({ "/": pageOf(await snippetOf(owner.page, "Frame")) });
  const preview = owner.page.frameLocator("#preview iframe").locator('[part~="text"]');
  await expect(preview).toHaveText(["hello"]);
  const { page } = await newViewer();
  await page.goto(site.origin);
  await expect(page.frameLocator("iframe").locator('[part~="text"]')).toHaveText(["hello"]);

  const address = await snippetOf(owner.page, "OBS");
  await expect(preview).toHaveText(["hello"]);
  const overlay = await newViewer();
  await overlay.page.goto(address);
  await overlay.sees("hello");
});

test("[EM4] the overlay's preview is as large as the source in OBS, over a picture that can be paused", async ({
  server,
  newViewer,
}) => {
  const viewer = await newViewer({ reducedMotion: "no-preference" });
  const { page } = viewer;
  await page.goto(`${server.url}/embed?stream=my-show&way=obs`);
  await expect(page.getByRole("term").filter({ hasText: "Width" })).toBeVisible();
  await expect(page.getByRole("definition").first()).toHaveText("480");
  const overlay = page.frameLocator("#source iframe");
  const inner = await overlay.locator("html").evaluate(() => [innerWidth, innerHeight]);
  expect(inner).toEqual([480, 720]);
  await viewer.isLive();
  await viewer.join("Mina");
  await viewer.say("over the picture");
  await expect(overlay.locator('[part~="text"]')).toHaveText(["over the picture"]);
  await expect(overlay.locator('[part~="text"]')).toBeInViewport();

  const picture = () =>
    page.locator("#picture").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await picture();
  await expect.poll(picture).not.toBe(before);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const paused = await picture();
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  expect(await picture()).toBe(paused);
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();

  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(page.locator("#pause")).toBeHidden();
  await page.getByRole("radio", { name: "HTML", exact: true }).check();
  await expect(page.locator("#broadcast")).toBeHidden();
  await expect(page.locator("#size")).toBeHidden();
});

test("[EM4] the start page copies, remembers in its address, and keeps to stream ids", async ({
  server,
  newViewer,
}) => {
  const viewer = await newViewer({ permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = await viewer.watch(`${server.url}/embed/?stream=first`);
  expect(page.url()).toMatch(/\/embed\?stream=first/);
  const snippet = await snippetOf(page, "One tag", "second");
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(snippet);
  await page.reload();
  await expect(page.locator("#code")).toHaveText(snippet);

  await page.getByLabel("Stream id").fill('"><script>');
  await expect(page.locator("#code")).toHaveText(snippet);
  await page.getByRole("combobox", { name: "Language" }).first().selectOption("한국어");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "내 페이지에 채팅을 넣어 보세요",
  );
});

test("[EM5] the chat opens in a window of its own, in its theme and language", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const server = await startServer();
  const site = await openSite({
    "/": pageOf(
      `<script type="module" src="${server.url}/live-chat.js"></script>` +
        `<live-chat stream-id="s1" theme="dark" lang="ko"></live-chat>`,
    ),
  });
  const viewer = await (await newViewer()).watch(site.origin);
  await viewer.chat.locator('[part="settings"]').click();
  const opening = viewer.page.waitForEvent("popup");
  await viewer.chat.getByRole("link", { name: "새 창에서 열기" }).click();
  const own = await opening;
  const chat = own.locator("live-chat");
  await expect(chat).toHaveAttribute("theme", "dark");
  await chat.getByRole("textbox", { name: "닉네임" }).fill("미나");
  await chat.getByRole("textbox", { name: "닉네임" }).press("Enter");
  await chat.getByRole("textbox", { name: "메시지 입력" }).fill("창에서");
  await chat.getByRole("textbox", { name: "메시지 입력" }).press("Enter");
  await viewer.sees("창에서");
  expect(await own.evaluate(() => window.opener as unknown)).toBeNull();
  await chat.locator('[part="settings"]').click();
  await expect(chat.getByRole("switch").first()).toBeVisible();
  await expect(chat.locator('[part="pop-out"]')).toHaveCount(0);
});
