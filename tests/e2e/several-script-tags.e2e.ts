import { askingTag, pageOf, UMD } from "./asking-page.ts";
import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";

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
