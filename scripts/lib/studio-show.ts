import { eventually } from "../../tests/support/eventually.ts";
import { SkippingClock } from "../../tests/support/skipping-clock.ts";
import { SIGN_IN } from "../../tests/support/tokens.ts";
import { Crowd } from "./studio-crowd.ts";
import {
  HELD,
  HELPER,
  HOST,
  LAST_LINES,
  LINES,
  NICKNAMES,
  PINNED,
  WAITING,
} from "./studio-lines.ts";

/** As which the pictures' server is seen. */
export const SITE = "http://chat.example.com";
const NEXT_SHOW = "moonlight:2026-12-31";
export const SHOW = "moonlight:2026-12-24";
/** Half past seven in the evening, in Korea. */
const BEGINS_MS = Date.parse("2026-12-24T19:30:00+09:00");
const MINUTE_MS = 60_000;
const MINUTES = 60;

/** The streams beside it, with what was said last in them. */
const OTHERS: readonly (readonly [streamId: string, nickname: string, text: string])[] = [
  [NEXT_SHOW, "하린", "연말 방송 알림 신청했어요"],
  ["sunrise:live", "Marco", "Good morning from Lisbon"],
];
const RULES = [
  { id: "spam-words", kind: "words", action: { kind: "hold" }, words: ["coins", "공짜*"] },
  { id: "links", kind: "links", action: { kind: "hold" }, allow: ["moonlight.example"] },
];

/** A show that has gone on for an hour. */
export interface StudioShow {
  /** What time it is there. */
  nowMs(): number;
  makeOwnerLink(): Promise<{ url: string }>;
  end(): Promise<void>;
}

/** Plays an hour of a show, on a server whose clock is put forward minute by minute. */
export async function playStudioShow(port: number): Promise<StudioShow> {
  const clock = new SkippingClock();
  clock.skip(BEGINS_MS - clock.nowMs());
  const { startChatServer } = await import("../../server/dist/create-chat-server.js");
  const { toOptions } = await import("../../server/dist/options.js");
  const { openMemory } = await import("../../server/dist/storage/engines/sqlite/open-memory.js");
  const storage = await openMemory(clock);
  const options = {
    ...SIGN_IN,
    port,
    publicUrl: SITE,
    logLevel: "silent",
    rateLimit: "off",
  } as const;
  const server = await startChatServer(toOptions(options), { clock, storage });
  const crowd = new Crowd(`http://localhost:${port}`, SHOW, clock);
  await playHour(crowd, clock, (atMs) =>
    eventually("the server's note of a minute", async () => {
      const notes = await storage.shows.readNotes(SHOW, atMs, atMs + MINUTE_MS, 1);
      return notes.length > 0;
    }),
  );
  return {
    nowMs: () => clock.nowMs(),
    makeOwnerLink: () => server.makeOwnerLink(),
    end: async () => {
      crowd.leave();
      await server.close();
    },
  };
}

/** The hour from half past seven; the last minute has just begun. */
async function playHour(
  crowd: Crowd,
  clock: SkippingClock,
  noted: (atMs: number) => Promise<void>,
): Promise<void> {
  await prepareChannel(crowd);
  const random = numbers();
  for (let minute = 0; minute < MINUTES; minute++) {
    await crowd.watch(viewersAt(minute, random()));
    for (let i = messagesAt(minute, random()); i > 0; i--) {
      // Few write much, and many little.
      const nickname = NICKNAMES[Math.floor(random() ** 1.4 * NICKNAMES.length)]!;
      await crowd.say(nickname, LINES[Math.floor(random() * LINES.length)]!);
    }
    await intervene(crowd, minute);
    const beganMs = Math.floor(clock.nowMs() / MINUTE_MS) * MINUTE_MS;
    clock.skip(beganMs + MINUTE_MS - clock.nowMs());
    await noted(beganMs);
  }
  const mode = { slowSeconds: 10, noLinks: true };
  await crowd.act(HOST, { kind: "set-mode", mode }, { scope: "channel" });
  // The morning show goes on; that of next week has not begun.
  await crowd.join("Marco", "sunrise:live");
  for (const [nickname, text] of WAITING) await crowd.say(nickname, text);
  for (const [nickname, text] of LAST_LINES) await crowd.say(nickname, text);
}

/** The channel was set up in another show: this one's report tells only what was done in it. */
async function prepareChannel(crowd: Crowd): Promise<void> {
  for (const [streamId, nickname, text] of OTHERS) await crowd.say(nickname, text, streamId);
  const actions = [
    { kind: "set-name", name: HOST },
    { kind: "appoint", userId: crowd.idOf(HELPER), role: "moderator" },
    { kind: "set-filters", rules: RULES },
  ];
  await crowd.join(HELPER, NEXT_SHOW);
  for (const action of actions)
    await crowd.act(HOST, action, { streamId: NEXT_SHOW, scope: "channel" });
  crowd.leave();
  await crowd.act(HOST, { kind: "pin-text", text: PINNED });
}

/** What filters hold, and what staff do about that and about people. */
async function intervene(crowd: Crowd, minute: number): Promise<void> {
  const sender = minute < 25 ? "coin_king" : "쿠폰지기";
  if (minute % 9 === 5 || minute === 24)
    for (let i = minute % 4; i >= 0; i--) {
      const heldId = await crowd.say(sender, HELD[(minute + i) % HELD.length]!);
      await crowd.act(HELPER, { kind: i === 3 ? "approve" : "reject", heldId });
    }
  if (minute >= 52 && minute <= 54)
    for (let i = 0; i < minute - 50; i++) {
      const messageId = await crowd.say("도배왕", "1등 ".repeat(4 + i).trim());
      await crowd.act(HELPER, { kind: "remove", messageId });
    }
  const userId = crowd.idOf(sender);
  if (minute === 24)
    await crowd.act(HOST, { kind: "ban", userId, reason: "스팸" }, { scope: "channel" });
  if (minute === 54) {
    const timeout = { kind: "timeout", userId: crowd.idOf("도배왕"), seconds: 600, reason: "도배" };
    await crowd.act(HELPER, timeout);
  }
}

/** How many watch: more and more of them, and fewer between what is sold. */
function viewersAt(minute: number, chance: number): number {
  return Math.round(14 + 38 * (1 - Math.exp(-minute / 18)) + 4 * Math.sin(minute / 5) + 3 * chance);
}

/** How many messages: a few, and many when something new is shown. */
function messagesAt(minute: number, chance: number): number {
  const shown = [8, 27, 46].map((at) => Math.exp(-(((minute - at) / 4) ** 2)));
  return Math.round(4 + 4 * chance + 11 * Math.max(...shown));
}

/** Numbers from 0 to 1 that are the same every time. */
function numbers(): () => number {
  let state = 20_261_224;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
