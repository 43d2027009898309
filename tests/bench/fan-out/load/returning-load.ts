import { setTimeout as pause } from "node:timers/promises";
import { reconnectDelayMs } from "../../../../widget/src/store/backoff.ts";
import { systemClock } from "../../../../widget/src/store/clock.ts";
import { answerQuestions } from "../asked-process.ts";
import { chatLines } from "./chat-lines.ts";
import type { Heard } from "./dialect.ts";
import { FrameMemo } from "./frame-memo.ts";
import { nowMs } from "./monotonic-clock.ts";
import { Positions, returningDialect } from "./returning-dialect.ts";
import { Viewer, type ViewerContext } from "./viewer.ts";

/* Viewers who come back as the widget does, each to where it was, in a process of their own. */

const CONNECTING = 100;
const WRITERS = 50;

const positions = new Positions();
const dialect = returningDialect(positions);
const lines = chatLines("korean");
const joined = new Set<Viewer>();
let viewers: Viewer[] = [];
let lastJoinAtMs = 0;
let talking: NodeJS.Timeout | undefined;

const answers = {
  connect: async ({ port, count }: { port: number; count: number }) => {
    const context: ViewerContext = {
      host: "127.0.0.1",
      port,
      dialect,
      memo: new FrameMemo<Heard>(),
      compress: false,
      onMessages: (viewer, { span }) => span && positions.takeSpan(viewer, span),
    };
    viewers = Array.from({ length: count }, (_, i) => new Viewer(i, context));
    const waiting = [...viewers];
    await Promise.all(
      Array.from({ length: CONNECTING }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await stay(next);
      }),
    );
  },

  talk: (perSecond: number) => {
    let turn = 0;
    talking = setInterval(() => {
      const writer = viewers[turn++ % WRITERS]!;
      if (joined.has(writer)) writer.say(dialect.message(lines.next().value));
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
};

export type ReturningAnswers = typeof answers;

answerQuestions(answers);

/** Joins, and from then on comes back whenever the connection is lost. */
async function stay(viewer: Viewer, attempt = 0): Promise<void> {
  // As for the widget: coming back waits, and longer each time.
  if (attempt > 0) await pause(reconnectDelayMs(attempt, systemClock));
  try {
    await viewer.open();
  } catch {
    return stay(viewer, attempt + 1);
  }
  joined.add(viewer);
  lastJoinAtMs = nowMs();
  viewer.onClose(() => {
    joined.delete(viewer);
    void stay(viewer, 1);
  });
}
