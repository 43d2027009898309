import type { Page } from "playwright/test";

import { expect, MINJI, JUN, test } from "./shop.ts";

/** A page that has its visitors' tokens itself, and hands the chat a function that asks for one. */
const OWN_TOKEN = `<script type="module">
  document.querySelector("live-chat").token = () => window.askToken();
</script>`;

test("[ID4] [ID5] when a page's token expires the feed continues, and with a fresh one so does the writing", async ({
  openShop,
  newViewer,
}) => {
  const { supabase, origin } = await openShop(OWN_TOKEN);
  const minji = supabase.accounts.byEmail(MINJI.email)!;
  let token = await supabase.tokenOf(minji);
  const viewer = await newViewer();
  await viewer.page.exposeFunction("askToken", () => token);
  const sockets = countSockets(viewer.page);
  const other = await newViewer();
  const jun = await supabase.tokenOf(supabase.accounts.byEmail(JUN.email)!);
  await other.page.exposeFunction("askToken", () => jun);
  await other.watch(origin);

  await viewer.watch(origin);
  await viewer.say("in time");
  await viewer.composer.fill("half a thought");
  // One that has run out before it is asked for would leave the one before in its place.
  // Servers take it for some seconds longer, for clocks differ.
  token = await supabase.tokenOf(minji, { exp: inSeconds(1) });
  const reauthenticate = () => document.querySelector("live-chat")!.reauthenticate();
  await viewer.page.evaluate(reauthenticate);
  await expect(viewer.chat).toContainText("Your sign-in has run out");
  await other.say("meanwhile");
  await viewer.sees("in time", "meanwhile");

  token = await supabase.tokenOf(minji);
  await viewer.page.evaluate(reauthenticate);
  await expect(viewer.chat).not.toContainText("Your sign-in has run out");
  await viewer.composer.press("Enter");
  await viewer.sees("in time", "meanwhile", "half a thought");
  expect(sockets()).toBe(1);
});

test("[ID5] a page that was frozen past its token's end asks for a fresh one, and is refused nothing", async ({
  openShop,
  newViewer,
}) => {
  const { supabase, origin } = await openShop(OWN_TOKEN);
  const minji = supabase.accounts.byEmail(MINJI.email)!;
  const exp = inSeconds(4);
  const old = await supabase.tokenOf(minji, { exp });
  const fresh = await supabase.tokenOf(minji);
  const tokens = [old, fresh];
  const viewer = await newViewer();
  await viewer.page.exposeFunction("askToken", () => tokens.shift());
  const refusals = listenForRefusals(viewer.page);
  await viewer.watch(origin);
  const witness = await newViewer();
  await witness.page.exposeFunction("askToken", () => old);
  await witness.watch(origin);

  const devTools = await viewer.page.context().newCDPSession(viewer.page);
  await devTools.send("Page.setWebLifecycleState", { state: "frozen" });
  await expect(witness.chat).toContainText("Your sign-in has run out");
  await devTools.send("Page.setWebLifecycleState", { state: "active" });
  await viewer.say("good morning");
  await viewer.sees("good morning");
  expect(refusals).toEqual([]);
});

function inSeconds(seconds: number): number {
  return Math.ceil(Date.now() / 1_000) + seconds;
}

function countSockets(page: Page): () => number {
  let count = 0;
  page.on("websocket", () => count++);
  return () => count;
}

/** Collects the refusals that a page is answered. */
function listenForRefusals(page: Page): string[] {
  const refusals: string[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      if (String(payload).includes('"ok":false')) refusals.push(String(payload));
    });
  });
  return refusals;
}
