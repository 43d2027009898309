import { expect, it, onTestFinished } from "vitest";
import { Churner, type ChurnerOptions } from "../support/churner.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join, next, send } from "../support/stock-client.ts";

const STREAMS = ["s1", "s2", "s3"];
const STEPS = 60;
/** Few enough that the slowest reader is never closed for what waits for it. (SPEC FO3) */
const FURTHEST_BEHIND = 8;
const WAYS: ChurnerOptions["socket"][] = [
  { transports: ["websocket"] },
  { transports: ["websocket"], perMessageDeflate: { threshold: 0 } },
  { transports: ["polling"] },
  { transports: ["polling", "websocket"] },
];

/** Chance that can be had again. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it.each([1, 2, 3])(
  "[EN1][JR4][LOG4] a viewer who joins and leaves while others talk receives the log, each entry once (%i)",
  async (seed) => {
    const { url } = await startServer({ compression: seed > 1 });
    const texts = new Map<string, string>();
    let moved = Promise.withResolvers<void>();
    const moveOn = () => {
      moved.resolve();
      moved = Promise.withResolvers();
    };
    const check = (streamId: string, seq: number, text: string) => {
      moveOn();
      const key = `${streamId} ${seq}`;
      const before = texts.get(key) ?? text;
      texts.set(key, before);
      return before === text ? undefined : `${key} is ${before} and ${text}`;
    };
    const churners = WAYS.flatMap((socket) =>
      [true, false, true].map((wantsEntries) => new Churner({ url, wantsEntries, socket, check })),
    );
    onTestFinished(() => {
      for (const { client } of churners) client.disconnect();
    });

    const over = new AbortController();
    const heads = new Map<string, number>();
    let steps = 0;
    const isReadBy = ({ seqs }: Churner, streamId: string, head: number) =>
      head - (seqs.get(streamId) ?? head) < FURTHEST_BEHIND;
    // In step with those who come and go, and with the slowest who reads: how fast a machine sends
    // must not say how much it has to read.
    const mayTalk = (streamId: string, head: number, step: number) =>
      steps > step && churners.every((churner) => isReadBy(churner, streamId, head));
    const talking = STREAMS.map(async (streamId, i) => {
      const talker = connect(url, { transports: ["websocket"] });
      await join(talker, streamId, `talker ${i}`);
      for (let n = 0; !over.signal.aborted; n++) {
        const text = `${streamId} ${n} ${"배송 ".repeat(n % 40)}`.trim();
        const { seq } = await send(talker, streamId, text);
        expect(check(streamId, seq, text)).toBeUndefined();
        heads.set(streamId, seq);
        const step = steps;
        while (!over.signal.aborted && !mayTalk(streamId, seq, step)) await moved.promise;
      }
    });

    await Promise.all(
      churners.map(async (churner, i) => {
        const below = chance(seed * 1_000 + i);
        for (let step = 0; step < STEPS; step++) {
          const streamId = STREAMS[below(STREAMS.length)]!;
          const what = below(10);
          if (what < 1) await churner.reconnect();
          else if (what < 4) await churner.leave(streamId);
          else await churner.join(streamId, `viewer ${below(40)}`);
          steps += 1;
          moveOn();
        }
        for (const streamId of STREAMS) await churner.join(streamId, `viewer ${i}`);
      }),
    );
    over.abort();
    moveOn();
    await Promise.all(talking);

    for (const churner of churners)
      while (STREAMS.some((streamId) => churner.seqs.get(streamId)! < heads.get(streamId)!))
        await Promise.race([next(churner.client, "entries"), next(churner.client, "new-message")]);
    expect(churners.flatMap(({ faults }) => faults)).toEqual([]);
    for (const { seqs } of churners) expect(seqs).toEqual(heads);
    for (const streamId of STREAMS) expect(heads.get(streamId)).toBeGreaterThan(50);
  },
);
