import type { Page } from "playwright/test";

import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { pageOf } from "./asking-page.ts";
import { expect, test } from "./fixtures.ts";

/** Modules above this size must not be loaded twice. */
const LARGE_BYTES = 10_000;
const AMD = "<script>window.define = Object.assign(() => {}, { amd: {} });</script>";

interface Server {
  readonly url: string;
  readonly release: string;
  readonly integrity: Readonly<Record<string, string>>;
}

/** The ways in which a page can load the script. */
const FORMS: Readonly<Record<string, (server: Server) => string>> = {
  "live-chat.js as it is served": ({ url }) => moduleTag(`${url}/live-chat.js`),
  "live-chat.js with a version behind it": ({ url }) => moduleTag(`${url}/live-chat.js?ver=6.5`),
  "live-chat.js copied alone to another host": () => moduleTag("/live-chat.js"),
  "a pinned live-chat.js": ({ url, release, integrity }) =>
    moduleTag(
      `${url}/v/${release}/live-chat.js`,
      `integrity="${integrity["live-chat.js"]}" crossorigin="anonymous"`,
    ),
  "live-chat.umd.js on a page with AMD": ({ url }) =>
    `${AMD}<script src="${url}/live-chat.umd.js"></script>`,
};

function moduleTag(src: string, more = ""): string {
  return `<script type="module" src="${src}" ${more}></script>`;
}

/** The scripts that a page gets from now on, by what is in them, with where each came from. */
function listenForScripts(page: Page): () => Promise<Map<string, string[]>> {
  const loads: Promise<{ url: string; body: string }>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script" && response.ok())
      loads.push(response.text().then((body) => ({ url: response.url(), body })));
  });
  return async () => {
    const byBody = new Map<string, string[]>();
    for (const { url, body } of await Promise.all(loads))
      byBody.set(body, [...(byBody.get(body) ?? []), url]);
    return byBody;
  };
}

for (const [form, tagOf] of Object.entries(FORMS))
  test(`[EM2] ${form}: two chats of two servers load nothing large twice`, async ({
    startServer,
    openSite,
    newViewer,
  }) => {
    const servers = [
      await startServer({ ...SIGN_IN, origins: "*" }),
      await startServer({ ...SIGN_IN, origins: "*" }),
    ] as const;
    const [{ url }, other] = servers;
    const released = (await (await fetch(`${url}/api/v1/release`)).json()) as Omit<Server, "url">;
    const token = await tokenOf("host", { chat_role: "owner" });
    const site = await openSite({
      "/": pageOf(
        `<script type="module">for (const chat of document.querySelectorAll("live-chat")) chat.token = "${token}";</script>` +
          tagOf({ url, ...released }),
        [url, other.url]
          .map(
            (server) => `<live-chat stream-id="s1" lang="ko" server-url="${server}"></live-chat>`,
          )
          .join(""),
      ),
      "/live-chat.js": await (await fetch(`${url}/live-chat.js`)).text(),
    });
    const viewer = (await newViewer()).expectNetworkFailures();
    const loaded = listenForScripts(viewer.page);
    await viewer.page.goto(site.origin);
    for (const chat of [viewer.chat.first(), viewer.chat.last()]) {
      await chat.locator('[part="settings"]').click();
      await expect(chat.getByRole("switch", { name: "시간 표시" })).toBeVisible();
      await chat.locator('[part="staff"]').click();
      await chat.locator("[data-tab=filters]").click();
      await expect(chat.locator(".filter").first()).toBeVisible();
    }
    const large = [...(await loaded())].filter(([body]) => body.length > LARGE_BYTES);
    expect(large.length).toBeGreaterThan(0);
    expect(large.map(([, urls]) => urls).filter(({ length }) => length > 1)).toEqual([]);
  });
