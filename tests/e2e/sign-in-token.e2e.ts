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
  const answers = listenForAnswers(viewer.page);
  const other = await newViewer();
  const jun = await supabase.tokenOf(supabase.accounts.byEmail(JUN.email)!);
  await other.page.exposeFunction("askToken", () => jun);
  await other.watch(origin);

  await viewer.watch(origin);
  await viewer.say("in time");
  await viewer.composer.fill("half a thought");
  await takeShortToken(answers, async (seconds) => {
    token = await supabase.tokenOf(minji, { exp: inSeconds(seconds) });
    await viewer.page.evaluate(reauthenticate);
  });
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
  const [viewer, witness] = [await newViewer(), await newViewer()];
  const tokens = new Map([viewer, witness].map((one) => [one, ""]));
  const answers = new Map([viewer, witness].map((one) => [one, listenForAnswers(one.page)]));
  const offer = (one: typeof viewer) => async (seconds: number) => {
    tokens.set(one, await supabase.tokenOf(minji, { exp: inSeconds(seconds) }));
    await one.page.evaluate(reauthenticate);
  };
  for (const one of [viewer, witness]) {
    tokens.set(one, await supabase.tokenOf(minji));
    await one.page.exposeFunction("askToken", () => tokens.get(one));
    await one.watch(origin);
  }
  const seconds = await takeShortToken(answers.get(viewer)!, offer(viewer), 4);
  tokens.set(viewer, await supabase.tokenOf(minji, { exp: inSeconds(7_200) }));
  const countBefore = answers.get(viewer)!.length;

  const devTools = await viewer.page.context().newCDPSession(viewer.page);
  await devTools.send("Page.setWebLifecycleState", { state: "frozen" });
  await takeShortToken(answers.get(witness)!, offer(witness), seconds);
  await expect(witness.chat).toContainText("Your sign-in has run out");
  await devTools.send("Page.setWebLifecycleState", { state: "active" });
  await viewer.say("good morning");
  await viewer.sees("good morning");
  const since = answers.get(viewer)!.slice(countBefore);
  expect(since.filter(isRefusal)).toEqual([]);
});

function inSeconds(seconds: number): number {
  return Math.ceil(Date.now() / 1_000) + seconds;
}

function countSockets(page: Page): () => number {
  let count = 0;
  page.on("websocket", () => count++);
  return () => count;
}

/** Collects what a page is answered when it shows a token, and all refusals. */
function listenForAnswers(page: Page): string[] {
  const answers: string[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      const text = String(payload);
      if (isRefusal(text) || text.includes('{"ok":true,"expiresAtMs"')) answers.push(text);
    });
  });
  return answers;
}

function isRefusal(text: string): boolean {
  return text.includes('"ok":false');
}

/**
 * Offers tokens that last longer and longer until the server takes one, and resolves with its
 * seconds. One that runs out before it arrives would leave the token before it in its place.
 */
async function takeShortToken(
  answers: readonly string[],
  offer: (seconds: number) => Promise<void>,
  from = 1,
): Promise<number> {
  for (let seconds = from; ; seconds *= 2) {
    const count = answers.length;
    await offer(seconds);
    await expect.poll(() => answers.length).toBeGreaterThan(count);
    if (!isRefusal(answers.at(-1)!)) return seconds;
  }
}

function reauthenticate(): void {
  document.querySelector("live-chat")!.reauthenticate();
}
