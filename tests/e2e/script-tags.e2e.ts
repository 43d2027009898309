import { expect, test } from "./fixtures.ts";
import { sendAll } from "./stock-client.ts";

/** A tag of the chat's script that asks for a chat. */
function askingTag(url: string, { stream = "s1", file = "live-chat.js", more = "" } = {}): string {
  const type = file.endsWith("umd.js") ? "" : ' type="module"';
  return `<script${type} src="${url}/${file}" data-stream-id="${stream}" ${more}></script>`;
}

function pageOf(head: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">` +
    `${head}</head><body>${body}</body></html>`
  );
}

/** Makes a tag as pages' own scripts do. */
function injected(url: string, file = "live-chat.js"): string {
  const type = file.endsWith("umd.js") ? "" : 'type: "module", ';
  return (
    `<script>const tag = Object.assign(document.createElement("script"), { ${type}src: "${url}/${file}" });` +
    `tag.dataset.streamId = "s1"; document.querySelector("main").append(tag)</script>`
  );
}

const UMD = { file: "live-chat.umd.js" };

/** Pages, and what stands before and after the chat that they get. */
const PAGES: readonly [
  title: string,
  html: (url: string) => string,
  neighbours: [before: string, after: string],
][] = [
  ...["live-chat.js", "live-chat.umd.js"].flatMap((file): typeof PAGES => {
    const name = file === UMD.file ? "a classic script" : "a module";
    const tag = { file };
    return [
      [
        `${name} in the body`,
        (url) => pageOf("", `<p>above</p>${askingTag(url, tag)}<p>below</p>`),
        ["script", "p below"],
      ],
      [
        `${name} in the head`,
        (url) => pageOf(askingTag(url, tag), "<p>above</p>"),
        ["p above", ""],
      ],
      [
        `${name} in the head, async`,
        (url) => pageOf(askingTag(url, { ...tag, more: "async" }), "<p>above</p>"),
        ["p above", ""],
      ],
      [
        `${name} in the body, async`,
        (url) => pageOf("", `${askingTag(url, { ...tag, more: "async" })}<p>below</p>`),
        ["script", "p below"],
      ],
      [
        `${name} that the page makes`,
        (url) => pageOf("", `<main></main>${injected(url, file)}`),
        ["script", ""],
      ],
    ];
  }),
  [
    "a deferred script in the head",
    (url) => pageOf(askingTag(url, { ...UMD, more: "defer" }), "<p>above</p>"),
    ["p above", ""],
  ],
  [
    "a place that comes after the script",
    (url) =>
      pageOf(askingTag(url, { more: 'data-target="#here"' }), `<div id="here"><i>a</i></div>`),
    ["i a", ""],
  ],
  [
    "a place that comes after a classic script in the body",
    (url) =>
      pageOf("", `${askingTag(url, { ...UMD, more: 'data-target="#here"' })}<div id="here"></div>`),
    ["", ""],
  ],
  [
    "an optimiser's copy under another name",
    (url) =>
      pageOf("", `<script src="/merged.js" data-stream-id="s1" data-server-url="${url}"></script>`),
    ["script", ""],
  ],
  [
    "an optimiser that has merged the script away, and left the tag",
    (url) =>
      pageOf(
        `<script defer src="/merged.js"></script>`,
        `<script data-stream-id="s1" data-server-url="${url}"></script><p>below</p>`,
      ),
    ["script", "p below"],
  ],
];

for (const [title, html, neighbours] of PAGES) {
  test(`[EM1] ${title} makes a chat where it belongs`, async ({ server, openSite, newViewer }) => {
    const merged = await (await fetch(`${server.url}/live-chat.umd.js`)).text();
    const site = await openSite({ "/": html(server.url), "/merged.js": merged });
    await sendAll(server.url, "s1", ["hello"]);
    const viewer = await (await newViewer()).watch(site.origin);
    await viewer.sees("hello");
    await viewer.join("Mina");
    await viewer.say("hello from afar");
    await viewer.sees("hello", "hello from afar");
    const found = await viewer.chat.evaluate(({ previousElementSibling, nextElementSibling }) =>
      [previousElementSibling, nextElementSibling].map((element) =>
        element ? `${element.localName} ${element.textContent}`.trim() : "",
      ),
    );
    expect(found).toEqual(neighbours);
  });
}

test("[EM1] each tag of one script makes a chat, once, also those that come later", async ({
  server,
  openSite,
  newViewer,
}) => {
  for (const id of ["s1", "s2", "s3"]) await sendAll(server.url, id, [`said in ${id}`]);
  const { release } = (await (await fetch(`${server.url}/api/v1/release`)).json()) as {
    release: string;
  };
  const site = await openSite({
    "/": pageOf(
      "",
      askingTag(server.url) +
        askingTag(server.url, { stream: "s2" }) +
        // Another copy of it, which finds the element there already.
        askingTag(server.url, { stream: "s3", file: `v/${release}/live-chat.js` }) +
        askingTag(server.url, { ...UMD, stream: "s1", more: 'data-id="second"' }) +
        `<live-chat stream-id="s2" id="third"></live-chat>`,
    ),
  });
  const { page, chat } = await newViewer();
  await page.goto(site.origin);
  const texts = chat.locator('[part~="text"]');
  await expect(texts).toHaveText([1, 2, 3, 1, 2].map((id) => `said in s${id}`));

  await page.evaluate((url) => {
    const tag = document.createElement("script");
    Object.assign(tag, { type: "module", src: `${url}/live-chat.js` });
    Object.assign(tag.dataset, { streamId: "s3", target: "#later" });
    document.body.insertAdjacentHTML("beforeend", `<div id="later"></div>`);
    document.head.append(tag);
  }, server.url);
  await expect(page.locator("#later > live-chat").locator('[part~="text"]')).toHaveText(
    "said in s3",
  );
  await expect(chat).toHaveCount(6);
});

test("[EM1] of two versions on a page, the first to come serves every tag, and the other says so", async ({
  server,
  openSite,
  newViewer,
}) => {
  const { version } = (await (await fetch(`${server.url}/api/v1/release`)).json()) as {
    version: string;
  };
  const script = await (await fetch(`${server.url}/live-chat.umd.js`)).text();
  const site = await openSite({
    "/": pageOf(
      "",
      `<script src="/live-chat.old.js" data-stream-id="s1" data-server-url="${server.url}"></script>` +
        askingTag(server.url, { stream: "s2" }),
    ),
    "/live-chat.old.js": script.replaceAll(version, "0.0.9"),
  });
  for (const id of ["s1", "s2"]) await sendAll(server.url, id, [`said in ${id}`]);
  const { page, chat } = await newViewer();
  const told = page.waitForEvent("console", (message) => message.type() === "warning");
  await page.goto(site.origin);
  expect((await told).text()).toBe(
    `live-chat ${version}: version 0.0.9 is already on this page and stays.`,
  );
  await expect(chat.locator('[part~="text"]')).toHaveText(["said in s1", "said in s2"]);
});

test("[EM1] tags of two servers on a page make chats of the two", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const servers = [await startServer(), await startServer()] as const;
  await sendAll(servers[0].url, "s1", ["here"]);
  await sendAll(servers[1].url, "s1", ["there"]);
  const site = await openSite({
    "/": pageOf("", servers.map(({ url }) => askingTag(url)).join("")),
  });
  const { page, chat } = await newViewer();
  await page.goto(site.origin);
  await expect(chat.locator('[part~="text"]')).toHaveText(["here", "there"]);
});

test("[EM1] a page that is put back as it was has one chat for each tag", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({ "/": pageOf("", askingTag(server.url, UMD)) });
  const viewer = await (await newViewer()).watch(site.origin);
  // As navigation without loading does it: the body's copy comes back, and its scripts run again.
  await viewer.page.evaluate(() => {
    document.body.replaceWith(document.body.cloneNode(true));
    return Promise.all(
      [...document.body.querySelectorAll("script")].map((script) => {
        const again = document.createElement("script");
        for (const { name, value } of script.attributes) again.setAttribute(name, value);
        const loaded = new Promise((resolve) => again.addEventListener("load", resolve));
        script.replaceWith(again);
        return loaded;
      }),
    );
  });
  await viewer.isLive();
  await expect(viewer.chat).toHaveCount(1);
});

test("[EM1] a tag gives its chat the attributes that the element has, and no others", async ({
  server,
  openSite,
  newViewer,
}) => {
  const more =
    'data-theme="dark" data-lang="ko" data-no-header data-id="chat" data-class="wide" ' +
    'data-onclick="alert(1)" data-style="color: red" data-cfasync="false"';
  const site = await openSite({ "/": pageOf("", askingTag(server.url, { more })) });
  const { page, chat } = await newViewer();
  await page.goto(site.origin);
  await expect(chat.getByRole("textbox", { name: "닉네임" })).toBeVisible();
  const attributes = await chat.evaluate((element) =>
    Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
  );
  expect(attributes).toEqual({
    ...{ "stream-id": "s1", theme: "dark", lang: "ko", "no-header": "", id: "chat", class: "wide" },
  });
});

test("[EM1] a tag whose place is nowhere says so, and a foreign script is left alone", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({
    "/": pageOf(
      `<script src="/player.js" data-stream-id="s1"></script>`,
      askingTag(server.url, { more: 'data-target="#nowhere"' }) +
        askingTag(server.url, { more: 'data-target="["' }) +
        `<live-chat stream-id="s2"></live-chat>`,
    ),
    "/player.js": "",
  });
  const viewer = await newViewer();
  const told: string[] = [];
  viewer.page.on("console", (message) => told.push(message.text()));
  await viewer.watch(site.origin);
  await expect(viewer.chat).toHaveCount(1);
  expect(told).toContain('live-chat: data-target="#nowhere" is not on this page.');
  expect(told.join()).toContain('data-target="["');
});
