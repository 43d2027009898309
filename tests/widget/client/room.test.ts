import { expect, it, vi } from "vitest";
import { startMuteClock, muteRemainingMs } from "../../../widget/src/client/room/mute-remaining.ts";
import { settle } from "../support/fake-clock.ts";
import type { FakeLink } from "../support/fake-network.ts";
import { JOINED, makeChats } from "../support/make-chats.ts";

const FETCH = { event: "fetch-entries", payload: { streamId: "s", after: 1 } };

/** A client that is live in a room, and that has been told of entry 3 but not of entry 2. */
async function fallBehind() {
  const { clock, network, join } = makeChats();
  const client = join("s");
  join("other");
  await settle();
  const link = await network.welcome();
  for (const { answer } of link.asked) answer(JOINED);
  await settle();
  expect(client.getSnapshot().connection).toEqual({ status: "live" });
  const entry = { kind: "removal", seq: 3, id: "i3", timestamp: 0, messageId: "i1", messageSeq: 1 };
  link.receive("entries", ["s", "e", 2, 0, 0, [entry]]);
  expect(link.asked.at(-1)).toMatchObject(FETCH);
  return { clock, link, client };
}

function joinsOf(link: FakeLink): unknown[] {
  return link.asked.flatMap(({ event, payload }) => (event === "join-room" ? [payload] : []));
}

it("[EN5] joins again when entries that are missing were asked for and no answer came", async () => {
  const { clock, link } = await fallBehind();
  link.asked.at(-1)!.answer(undefined);
  await settle();
  clock.pass(2_000);
  expect(joinsOf(link)[2]).toMatchObject({
    streamId: "s",
    after: { epoch: "e", seq: 1, id: "i1" },
  });
});

it("[EN5] does not join again for a chat that has ended meanwhile", async () => {
  const { clock, link, client } = await fallBehind();
  client.disconnect();
  link.asked.at(-1)!.answer(undefined);
  await settle();
  clock.pass(2_000);
  expect(joinsOf(link)).toHaveLength(2);
});

it("[EN7] asks for entries that name people it does not know", async () => {
  const { network, join } = makeChats();
  join("s");
  const link = await network.welcome();
  link.asked[0]!.answer(JOINED);
  await settle();
  link.receive("entries", ["s", "e", 1, 0, 7, [["x", 3, 0, "안녕"]]]);
  expect(link.asked.at(-1)).toMatchObject(FETCH);
});

it("[JR9] says why it waits and until when, while a server puts off a crowd, and is then let in", async () => {
  const { clock, network, join } = makeChats();
  const client = join("s");
  const link = await network.welcome();
  const error = { code: "server-busy", message: "", retryable: true, retryAfterMs: 1_500 };
  link.asked[0]!.answer({ ok: false, error });
  await settle();
  expect(client.getSnapshot().connection).toEqual({
    status: "waiting",
    reason: "server-busy",
    nextAttemptAt: clock.nowMs() + 1_500,
  });
  clock.pass(1_500);
  link.asked[1]!.answer(JOINED);
  await settle();
  expect(client.getSnapshot().connection).toEqual({ status: "live" });
});

it("[ID12] tells the page's developer a hint once, and nothing when there is none any more", async () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const { network, join } = makeChats();
  join("s");
  const link = await network.welcome();
  link.asked[0]!.answer(JOINED);
  await settle();
  for (const hint of ["set CHAT_ORIGINS", "set CHAT_ORIGINS", undefined])
    link.receive("me-changed", { streamId: "s", me: { ...JOINED.me, hint } });
  expect(warn.mock.calls).toEqual([["live-chat: set CHAT_ORIGINS"]]);
});

it("[ID7] says that a name is taken only when the server said so, and holds nothing back by a past second", async () => {
  const { network, join } = makeChats();
  const client = join("s");
  const link = await network.welcome();
  link.asked[0]!.answer(JOINED);
  await settle();
  link.receive("me-changed", { streamId: "s", me: { ...JOINED.me, reason: "banned" } });
  expect(client.getSnapshot().nicknameError).toBeUndefined();
  expect(client.getSnapshot()).not.toHaveProperty("heldUntilMs");
  link.receive("me-changed", { streamId: "s", me: { ...JOINED.me, reason: "name-taken" } });
  expect(client.getSnapshot().nicknameError).toBe("name-taken");
});

it("[MO11] has the news of staff as of the last join, and none for who is staff no longer", async () => {
  const { network, join } = makeChats();
  const client = join("s");
  const link = await network.welcome();
  link.asked[0]!.answer({ ...JOINED, room: { viewers: 1, waiting: 3 } });
  await settle();
  link.receive("staff-news", { streamId: "s", waiting: 5 });
  expect(client.getSnapshot().news?.waiting).toBe(5);
  for (const waiting of [2, undefined]) {
    client.setNickname("Tom");
    link.asked.at(-1)!.answer({ ...JOINED, room: { viewers: 1, waiting } });
    await settle();
    expect(client.getSnapshot().news?.waiting).toBe(waiting);
  }
});

it("[ID8] counts how long somebody is kept from writing from when the server said so", () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(10_000);
  const me = { userId: "u", role: "member", maySend: false, retryAfterMs: 5_000 } as const;
  startMuteClock(me);
  now.mockReturnValue(12_000);
  expect(muteRemainingMs(me)).toBe(3_000);
  now.mockReturnValue(60_000);
  expect(muteRemainingMs(me)).toBe(0);
  expect(muteRemainingMs({ userId: "u", role: "member", maySend: false })).toBeUndefined();
});

it("[ID6][ID9] connects again with a token that is not yet valid, when it is, where only members may read", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const { clock, network, join } = makeChats();
  const client = join("s", undefined, { token: "good soon" });
  const link = await network.welcome();
  const error = { code: "token-not-yet-valid", message: "", retryable: true };
  link.asked[0]!.answer({ ok: false, error: { ...error, retryAfterMs: 90_000 } });
  await settle();
  expect(client.getSnapshot().connection).toEqual({
    status: "failed",
    reason: "token-not-yet-valid",
  });
  clock.pass(89_999);
  expect(joinsOf(link)).toHaveLength(1);
  // At most a fifth later, so that not everybody comes at once.
  clock.pass(18_001);
  expect((await network.welcome()).auth.token).toBe("good soon");
  expect(network.links).toHaveLength(2);
  network.last.asked[0]!.answer(JOINED);
  await settle();
  expect(client.getSnapshot().connection).toEqual({ status: "live" });
});

it("[MO14] asks again on reconnectNow for a join that the server refused, and lets a live one be", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const { network, join } = makeChats();
  const client = join("s");
  const link = await network.welcome();
  const error = { code: "unknown-stream", message: "", retryable: false };
  link.asked[0]!.answer({ ok: false, error });
  await settle();
  const failed = { status: "failed", reason: "unknown-stream" };
  expect(client.getSnapshot().connection).toEqual(failed);
  client.reconnectNow();
  link.asked[1]!.answer({ ok: false, error });
  await settle();
  expect(client.getSnapshot().connection).toEqual(failed);
  client.reconnectNow();
  link.asked[2]!.answer(JOINED);
  await settle();
  expect(client.getSnapshot().connection).toEqual({ status: "live" });
  client.reconnectNow();
  expect(joinsOf(link)).toHaveLength(3);
  expect(network.links).toHaveLength(1);
});

it.each([
  ["slow mode ends", "slow-mode", {}, false],
  ["slow mode goes on", "slow-mode", { slowSeconds: 300, noLinks: true }, true],
  ["the sender was too fast for any mode", "rate-limited", {}, true],
] as const)("[MO6][SM8] waits as long as a refusal said, if %s", async (_, code, mode, isHeld) => {
  const { clock, network, join } = makeChats();
  const client = join("s");
  const link = await network.welcome();
  const me = { ...JOINED.me, maySend: true };
  link.asked[0]!.answer({ ...JOINED, me, room: { viewers: 1, mode: { slowSeconds: 300 } } });
  await settle();
  client.sendMessage("hello");
  const error = { code, message: "", retryable: true, retryAfterMs: 230_000 };
  link.asked[1]!.answer({ ok: false, error });
  await settle();
  const heldUntilMs = clock.nowMs() + 230_000;
  expect(client.getSnapshot().heldUntilMs).toBe(heldUntilMs);
  const entry = { kind: "mode", seq: 2, id: "i2", timestamp: 0, mode };
  link.receive("entries", ["s", "e", 2, 0, 0, [entry]]);
  expect(client.getSnapshot().mode).toEqual(mode);
  expect(client.getSnapshot().heldUntilMs).toBe(isHeld ? heldUntilMs : undefined);
});
