import { askingTag, pageOf, UMD } from "./asking-page.ts";
import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";

/** Makes a tag as pages' own scripts do. */
function injected(url: string, file = "live-chat.js"): string {
  const type = file.endsWith("umd.js") ? "" : 'type: "module", ';
  return (
    `<script>const tag = Object.assign(document.createElement("script"), { ${type}src: "${url}/${file}" });` +
    `tag.dataset.streamId = "s1"; document.querySelector("main").append(tag)</script>`
  );
}

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
