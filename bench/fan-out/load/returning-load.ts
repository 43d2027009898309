import { setTimeout as pause } from "node:timers/promises";
import { reconnectDelayMs } from "../../../widget/src/client/connection/backoff.ts";
import { systemClock } from "../../../widget/src/client/clock.ts";
import { answerQuestions } from "../asked-process.ts";
import { chatLines } from "./chat-lines.ts";
import type { Heard, HeardMessages } from "./dialect.ts";
import { FrameMemo } from "./frame-memo.ts";
import { LatencyHistogram } from "./latency-histogram.ts";
import { writeMark } from "./mark.ts";
import { nowMs } from "./monotonic-clock.ts";
import { Positions, returningDialect } from "./returning-dialect.ts";
import { Viewer, type ViewerContext } from "./viewer.ts";

/* Viewers who reconnect like the widget, each to its position, in their own process. */

const CONNECTING = 100;
const WRITERS = 250;
const LAST_NUMBER = 100_000;

const positions = new Positions();
const dialect = returningDialect(positions);
const lines = chatLines("korean");
/** Those who are in the room, and the port of the server that they are at. */
const joined = new Map<Viewer, number>();
/** By the message's number: the port of the server that its writer is at. */
const writtenAt = new Map<number, number>();
let viewers: Viewer[] = [];
let ports: readonly number[] = [];
let lastJoinAtMs = 0;
let number = 0;
let talking: NodeJS.Timeout | undefined;
let here = new LatencyHistogram();
let across = new LatencyHistogram();

const answers = {
  /** Opens viewers, shared among the servers at these ports; one that is refused tries the next. */
  connect: async (target: { ports: readonly number[]; count: number }) => {
    ({ ports } = target);
    const context: ViewerContext = {
      host: "127.0.0.1",
      port: ports[0]!,
      dialect,
      memo: new FrameMemo<Heard>(),
      compress: false,
      onMessages: take,
    };
    viewers = Array.from({ length: target.count }, (_, i) => new Viewer(i, context));
    const waiting = [...viewers];
    await Promise.all(
      Array.from({ length: CONNECTING }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await stay(next);
      }),
    );
  },

  talk: (perSecond: number) => {
    talking = setInterval(() => {
      const writer = viewers[number % WRITERS]!;
      const port = joined.get(writer);
      number = (number + 1) % LAST_NUMBER;
      if (port === undefined) return;
      writtenAt.set(number, port);
      writer.say(
        dialect.message(`${lines.next().value} ${writeMark(number, nowMs())}`, writer.room),
      );
    }, 1_000 / perSecond);
  },

  hush: () => clearInterval(talking),

  state: () => ({
    ...positions.range,
    joined: joined.size,
    lastJoinAtMs,
    gaps: positions.gaps,
    restarts: positions.restarts,
    refusals: positions.refusals,
  }),

  /** Latencies since the last time, of messages written at one's own server and at another. */
  latencies: () => {
    const told = { here: summary(here), across: summary(across) };
    here = new LatencyHistogram();
    across = new LatencyHistogram();
    return told;
  },
};

export type ReturningAnswers = typeof answers;

answerQuestions(answers);

function take(viewer: Viewer, { marks, span }: HeardMessages, now: number): void {
  if (span) positions.takeSpan(viewer, span);
  for (const mark of marks)
    (writtenAt.get(mark.number) === joined.get(viewer) ? here : across).add(now - mark.sentAtMs);
}

function summary(histogram: LatencyHistogram) {
  return {
    count: histogram.total,
    p50Ms: histogram.percentile(0.5),
    p99Ms: histogram.percentile(0.99),
    mostMs: histogram.percentile(1),
  };
}

/** Joins, and from then on comes back whenever the connection is lost. */
async function stay(viewer: Viewer, attempt = 0, downAtMs = nowMs()): Promise<void> {
  // As for the widget: coming back waits, and longer each time.
  if (attempt > 0) await pause(reconnectDelayMs(nowMs() - downAtMs, systemClock));
  const port = ports[(viewer.index + attempt) % ports.length]!;
  try {
    await viewer.open(port);
  } catch {
    return stay(viewer, attempt + 1, downAtMs);
  }
  joined.set(viewer, port);
  lastJoinAtMs = nowMs();
  viewer.onClose(() => {
    joined.delete(viewer);
    void stay(viewer, 1);
  });
}
