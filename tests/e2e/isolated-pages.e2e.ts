import { expect, test } from "./fixtures.ts";

for (const policy of ["require-corp", "credentialless"]) {
  test(`[EM6] a cross-origin-isolated page (${policy}) frames the chat, and people talk in it`, async ({
    startServer,
    newViewer,
    openSite,
  }) => {
    const server = await startServer();
    const frame = (path: string) =>
      `<iframe title="Chat" width="360" height="560" src="${server.url}${path}"></iframe>`;
    const page = (body: string) =>
      `<!doctype html><title>Shop</title><link rel="icon" href="data:,">${body}`;
    const site = await openSite(
      { "/": page(frame("/embed/show?lang=en")), "/overlay": page(frame("/overlay/show?lang=en")) },
      {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": policy,
      },
    );
    const framed = await newViewer();
    await framed.page.goto(`${site.origin}/`);
    expect(await framed.page.evaluate(() => crossOriginIsolated)).toBe(true);
    const chat = framed.page.frameLocator("iframe").locator("live-chat");
    await chat.getByRole("textbox", { name: "Nickname" }).fill("Mina");
    await chat.getByRole("button", { name: "Join" }).click();
    await chat.getByRole("textbox", { name: "Write a message" }).fill("hello from isolation");
    await chat.getByRole("textbox", { name: "Write a message" }).press("Enter");
    const overlay = await newViewer();
    await overlay.page.goto(`${site.origin}/overlay`);
    await expect(
      overlay.page.frameLocator("iframe").locator("live-chat").getByText("hello from isolation"),
    ).toBeVisible();
  });

  test(`[EM6] a cross-origin-isolated page (${policy}) has the element itself`, async ({
    startServer,
    newViewer,
    openSite,
  }) => {
    const server = await startServer();
    const site = await openSite(
      {
        "/": `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
          <script src="${server.url}/live-chat.umd.js"></script>
          <live-chat stream-id="show" lang="ko"></live-chat>`,
      },
      {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": policy,
      },
    );
    const viewer = await newViewer();
    await viewer.page.goto(`${site.origin}/`);
    await expect(viewer.chat.getByRole("textbox", { name: "닉네임" })).toBeVisible();
  });
}
