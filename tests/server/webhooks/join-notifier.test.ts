import { expect, it } from "vitest";
import type { SignedWebhook } from "../../../server/src/chat/webhooks/webhook.ts";
import { JoinNotifier } from "../../../server/src/webhooks/join-notifier.ts";
import { FakeClock, settle } from "../../widget/support/fake-clock.ts";

const HOOKS: SignedWebhook[] = [
  { id: "one", url: "https://one.example", secret: "whsec_x" },
  { id: "two", url: "https://two.example", secret: "whsec_x", streams: ["s2"] },
];

/** Arrivals that are told when the test says so. */
function setUp() {
  const clock = new FakeClock();
  const sent: { to: string; names: string[]; end: (ok: boolean) => Promise<void> }[] = [];
  const notifier = new JoinNotifier({
    clock,
    scheduler: { webhooks: HOOKS },
    runner: {
      send: ({ id }, _name, { streamId, events }) =>
        new Promise((resolve, reject) => {
          const end = (ok: boolean): Promise<void> => {
            if (ok) resolve({ ok: true });
            else reject(new Error("nobody is there"));
            return settle();
          };
          const names = events.map(({ data }) => String((data as { nickname?: string }).nickname));
          sent.push({ to: `${id} ${streamId}`, names, end });
        }),
    },
  });
  const come = (streamId: string, nickname: string) =>
    notifier.note(streamId, { userId: nickname, nickname });
  return { clock, notifier, sent, come };
}

it("[WH6] sends joins together, once a second, to webhooks that subscribed to the stream", () => {
  const { clock, sent, come } = setUp();
  come("s1", "민지");
  come("s1", "Tom");
  come("s2", "Anna");
  expect(sent).toEqual([]);
  clock.pass(1_000);
  expect(sent.map(({ to, names }) => [to, ...names])).toEqual([
    ["one s1", "민지", "Tom"],
    ["one s2", "Anna"],
    ["two s2", "Anna"],
  ]);
});

it("[WH6] sends a webhook nothing more until it has answered, and then again, whatever it answered", async () => {
  const { clock, sent, come } = setUp();
  for (const isTaken of [true, false, true]) {
    const before = sent.length;
    come("s1", "first");
    clock.pass(1_000);
    come("s1", "while it is busy");
    clock.pass(1_000);
    expect(sent.slice(before).map(({ names }) => names)).toEqual([["first"]]);
    await sent.at(-1)!.end(isTaken);
  }
});

it("[WH6] sends a webhook the joins of four streams at a time", async () => {
  const { clock, sent, come } = setUp();
  for (let i = 0; i < 20; i++) come(`many${i}`, "somebody");
  clock.pass(1_000);
  for (let ended = 0; ended < 20; ended++) {
    expect(sent).toHaveLength(Math.min(20, ended + 4));
    await sent[ended]!.end(ended % 2 === 0);
  }
  come("s1", "later");
  clock.pass(1_000);
  expect(sent).toHaveLength(21);
});

it("[WH6] drops joins that could not be sent for 10 s", async () => {
  const { clock, sent, come } = setUp();
  for (let i = 0; i < 20; i++) come(`many${i}`, "somebody");
  clock.pass(1_000);
  clock.pass(10_000);
  for (const { end } of [...sent]) await end(true);
  expect(sent).toHaveLength(4);
  come("s1", "later");
  clock.pass(1_000);
  expect(sent).toHaveLength(5);
});

it("[WH6] names at most a hundred people, and nobody after the server has closed", () => {
  const { clock, notifier, sent, come } = setUp();
  for (let i = 0; i < 150; i++) come("s1", `n${i}`);
  clock.pass(1_000);
  expect(sent[0]!.names).toHaveLength(100);
  come("s2", "late");
  notifier.close();
  clock.pass(60_000);
  expect(sent).toHaveLength(1);
  expect(clock.waiting).toBe(0);
});
