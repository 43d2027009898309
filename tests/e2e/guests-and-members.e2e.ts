import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { expect, test } from "./fixtures.ts";

/** A page that signs its visitors in itself, when they ask for it. */
function pageOf(serverUrl: string, isEarly: boolean): string {
  const load = `<script type="module" src="${serverUrl}/live-chat.js"></script>`;
  return `<!doctype html><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
    ${isEarly ? "" : load}
    <live-chat stream-id="s1" lang="en"></live-chat>
    <script type="module">
      const chat = document.querySelector("live-chat");
      let isSignedIn = false;
      chat.token = () => (isSignedIn ? window.askToken() : null);
      chat.addEventListener("live-chat-sign-in", (event) => {
        event.preventDefault();
        isSignedIn = true;
        chat.reauthenticate();
      });
    </script>
    ${isEarly ? load : ""}`;
}

for (const [when, isEarly] of [
  ["at once", true],
  ["late", false],
] as const) {
  test(`where the page's token comes ${when}, a guest writes, and continues as a member without losing the draft`, async ({
    startServer,
    openSite,
    newViewer,
  }) => {
    const server = await startServer({ ...SIGN_IN, origins: "*" });
    const site = await openSite({ "/": pageOf(server.url, isEarly) });
    const viewer = await newViewer();
    await viewer.page.exposeFunction("askToken", () => tokenOf("Minji"));
    await viewer.watch(site.origin);
    const signIn = viewer.chat.getByRole("button", { name: "Sign in instead" });
    await expect(signIn).toBeVisible();
    await viewer.join("Passer-by");
    await viewer.say("as a guest");
    await viewer.composer.fill("half a thought");
    await signIn.click();
    await expect(viewer.chat.locator(".composer [part=nickname]")).toHaveCount(0);
    await expect(signIn).toHaveCount(0);
    await expect(viewer.composer).toHaveValue("half a thought");
    await viewer.composer.press("Enter");
    await viewer.sees("as a guest", "half a thought");
    await expect(viewer.chat.locator(".row .name")).toHaveText(["Passer-by", "Minji"]);
  });
}
