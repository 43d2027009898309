import { expect, test } from "./fixtures.ts";
import { beSomebody, chatPage, openSignIn, writesAs } from "./sign-in-steps.ts";

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

/** A page with a token that no server accepts. */
function pageWithToken(serverUrl: string): string {
  return `${chatPage(serverUrl)}<script type="module">
    document.querySelector("live-chat").token = "not a token";
  </script>`;
}

const SIGN_IN = { jwtSecret: "s".repeat(32), origins: "*" } as const;

test("[ID14] a visitor whose token is refused goes on as a guest, until the page is reloaded", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const server = await startServer({ ...SIGN_IN, guests: true });
  const site = await openSite({ "/": pageWithToken(server.url) });
  const viewer = await newViewer();
  await viewer.watch(site.origin);
  const asGuest = viewer.chat.getByRole("button", { name: "Continue as guest" });
  await asGuest.click();
  await viewer.join("Passer-by");
  await viewer.say("as a guest");
  await viewer.sees("as a guest");
  await expect(asGuest).toHaveCount(0);

  await viewer.page.reload();
  await viewer.isLive();
  await expect(viewer.chat).toContainText("could not be confirmed");
  await asGuest.click();
  // The name is known by now.
  await expect(viewer.composer).toBeFocused();
  await viewer.say("and again");
  await viewer.sees("as a guest", "and again");
});

test("[ID14] a visitor whose token is refused is not offered to be a guest where there are none", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const server = await startServer(SIGN_IN);
  const site = await openSite({ "/": pageWithToken(server.url) });
  const viewer = await newViewer();
  await viewer.watch(site.origin);
  await expect(viewer.chat).toContainText("could not be confirmed");
  await expect(viewer.chat.getByRole("button", { name: "Sign in to chat" })).toBeVisible();
  await expect(viewer.chat.getByRole("button", { name: "Continue as guest" })).toHaveCount(0);
});

test("[SI6][ID14] a visitor whose session was ended goes on as a guest, and signs in again", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({ "/": chatPage(server.url) });
  const viewer = await (await newViewer()).watch(site.origin);
  await beSomebody(await openSignIn(viewer), "Mina");
  await writesAs(viewer, "Mina");
  await viewer.say("as Mina");
  await viewer.page.evaluate(async (url) => {
    const kept = localStorage.getItem(`live-chat:session:${url}`)!;
    const { refreshHandle } = JSON.parse(kept) as { refreshHandle: string };
    await fetch(`${url}/api/v1/chat-sessions/revoke`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ refreshHandle }),
    });
  }, server.url);
  await expect(viewer.chat).toContainText("Your sign-in has run out");
  await viewer.chat.getByRole("button", { name: "Continue as guest" }).click();
  await viewer.join("Passer-by");
  await viewer.say("as a guest");
  // Nobody is signed in who could sign out.
  await expect(viewer.chat.locator('[part~="account"]')).toHaveCount(0);

  await beSomebody(await openSignIn(viewer), "Mina");
  await writesAs(viewer, "Mina");
  await viewer.say("as Mina again");
  await viewer.sees("as Mina", "as a guest", "as Mina again");
});
