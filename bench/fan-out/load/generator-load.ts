import { setTimeout as pause } from "node:timers/promises";
import { answerQuestions } from "../asked-process.ts";
import { chatLines, type Language } from "./chat-lines.ts";
import { DIALECTS, type DialectName } from "./dialects.ts";
import { FrameMemo } from "./frame-memo.ts";
import { writeMark } from "./mark.ts";
import { nowMs } from "./monotonic-clock.ts";
import { seededRandom } from "./seeded-random.ts";
import { WRITERS } from "./socket-io-dialect.ts";
import { DeliveryCount, type Sent } from "./delivery-count.ts";
import { roomOf } from "./rooms.ts";
import { Viewer, type ViewerContext } from "./viewer.ts";

/* The viewers of a bench, in their own process, so that they do not share the server's core. */

/** Connections that are being opened at a time. */
const CONNECTING = 100;
/** After this long without a delivery, missing messages count as lost. */
const PATIENCE_MS = 2_000;
const LONGEST_WAIT_MS = 10_000;

export interface Target {
  port: number;
  dialect: DialectName;
  compress?: boolean;
  /** Viewers of each room, where there are many. */
  perRoom?: number | undefined;
  /** Another node, which every second viewer connects to. */
  otherPort?: number | undefined;
}

export interface Load {
  perSecond: number;
  seconds: number;
}

/** Steps from one writer to the next, so that rooms and their people take turns. */
const STRIDE = 7_919;

let context: ViewerContext;
let perRoom: number | undefined;
let viewers: Viewer[] = [];
let counted = new DeliveryCount(0);
/** What was sent to each room of this load. */
const sentTo = new Map<string, Sent>();
let cpu = process.cpuUsage();
let lines = chatLines("korean");

const answers = {
  /** Opens connections, `first` being the number of the first of them over all processes. */
  connect: async ({ count, first, ...target }: Target & { count: number; first: number }) => {
    context = {
      host: "127.0.0.1",
      port: target.port,
      dialect: DIALECTS[target.dialect],
      memo: new FrameMemo(),
      compress: target.compress ?? false,
      onMessages: (viewer, { marks }, now) => counted.take(viewer, marks, now),
    };
    perRoom = target.perRoom;
    viewers = Array.from(
      { length: count },
      (_, i) => new Viewer(first + i, context, roomOf(first + i, perRoom)),
    );
    const waiting = [...viewers];
    await Promise.all(
      Array.from({ length: CONNECTING }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop())
          await next.open(next.index % 2 === 0 ? target.port : (target.otherPort ?? target.port));
      }),
    );
    return { compressed: viewers[0]?.compressed ?? false };
  },

  /** Resets the counters; half of the messages are the load's first part. */
  reset: ({ perSecond, seconds }: Load) => {
    counted = new DeliveryCount((perSecond * seconds) / 2);
    for (const viewer of viewers) {
      viewer.received = 0;
      viewer.numberSum = 0;
      viewer.bytes = 0;
    }
    cpu = process.cpuUsage();
  },

  /** Sends at a rate, a quarter of the distance early or late each; the first viewers write in turns. */
  send: async ({ perSecond, seconds }: Load) => {
    const count = Math.round(perSecond * seconds);
    const gapMs = 1_000 / perSecond;
    const random = seededRandom(count);
    const start = nowMs();
    sentTo.clear();
    for (let number = 0; number < count; number++) {
      const dueMs = start + (number + 0.25 * (2 * random() - 1)) * gapMs;
      const waitMs = dueMs - nowMs();
      if (waitMs > 1) await pause(waitMs);
      const writer = perRoom
        ? viewers[(number * STRIDE) % viewers.length]!
        : viewers[number % Math.min(WRITERS, viewers.length)]!;
      const share = sentTo.get(writer.room) ?? { sent: 0, numberSum: 0 };
      sentTo.set(writer.room, { sent: share.sent + 1, numberSum: share.numberSum + number });
      const line = lines.next().value;
      const { dialect } = context;
      const mark = dialect.unmarked ? "" : ` ${writeMark(number, nowMs())}`;
      writer.say(dialect.message(line + mark, writer.room));
    }
    return { sent: count, numberSum: (count * (count - 1)) / 2, tookMs: nowMs() - start };
  },

  /** Waits until deliveries stop, and returns the result. */
  settle: async ({ sent, numberSum }: { sent: number; numberSum: number }) => {
    const deadline = nowMs() + LONGEST_WAIT_MS;
    let seen = -1;
    let quietSince = nowMs();
    while (counted.deliveries < sent * (perRoom ?? viewers.length) && nowMs() < deadline) {
      if (counted.deliveries !== seen) [seen, quietSince] = [counted.deliveries, nowMs()];
      if (nowMs() - quietSince > PATIENCE_MS) break;
      await pause(10);
    }
    const { user, system } = process.cpuUsage(cpu);
    // Only one process writes where there are many rooms.
    const shareOf = (room: string) =>
      perRoom ? (sentTo.get(room) ?? { sent: 0, numberSum: 0 }) : { sent, numberSum };
    return { ...counted.sum(viewers, shareOf), cpuMs: (user + system) / 1_000 };
  },

  /**
   * The last `count` viewers stop reading. Half of them still answer pings, at the expected times.
   * Returns the ports of the two halves.
   */
  stall: (count: number) => {
    const stalled = viewers.splice(viewers.length - count);
    for (const viewer of stalled) viewer.stall();
    const answering = stalled.splice(0, count / 2);
    setInterval(() => {
      for (const viewer of answering) viewer.say("3");
    }, 4_000);
    const portsOf = (some: readonly Viewer[]) => some.map((viewer) => viewer.localPort!);
    return { answering: portsOf(answering), silent: portsOf(stalled) };
  },

  speak: (language: Language) => {
    lines = chatLines(language);
  },

  leave: () => {
    for (const viewer of viewers) viewer.reset();
    viewers = [];
  },
};

export type GeneratorAnswers = typeof answers;

answerQuestions(answers);
