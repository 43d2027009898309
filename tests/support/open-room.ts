import type { Entry } from "#protocol";
import type { FeedForm } from "../../server/src/chat/ports/audience.ts";
import { noCounts } from "../../server/src/fan-out/fan-out-stats.ts";
import { FlushScheduler } from "../../server/src/fan-out/flush-scheduler.ts";
import { FlushCostTracker } from "../../server/src/fan-out/flush-cost-tracker.ts";
import { RoomAudience } from "../../server/src/fan-out/room-audience.ts";
import { Subscriber } from "../../server/src/fan-out/subscriber.ts";
import { seqReader } from "./entry-packets.ts";
import { FakeLoop } from "./loop-clock.ts";

const EPOCH = "e1";

function entry(seq: number): Entry {
  const person = { userId: `u${seq % 5}`, nickname: "n", role: "guest" } as const;
  return {
    kind: "message",
    seq,
    id: `${seq.toString(36)}.x`,
    ...person,
    message: `m${seq}`,
    timestamp: seq,
  };
}

/** A room on a simulated event loop; writing to a subscriber takes `writeMs`. */
export function openRoom({ writeMs = 0, cohortSize = 500 } = {}) {
  const loop = new FakeLoop();
  const flushCosts = new FlushCostTracker();
  const turns = new FlushScheduler(loop);
  const counts = noCounts();
  let wasIdle = 0;
  const onIdle = () => void (wasIdle += 1);
  const room = new RoomAudience(
    "s1",
    { clock: loop, turns, flushCosts, counts, onIdle },
    cohortSize,
  );
  let head = 0;
  function show(count: number): void {
    room.entries({
      streamId: "s1",
      epoch: EPOCH,
      entries: Array.from({ length: count }, () => entry(++head)),
    });
  }
  /** Joins as a client does: told up to the head, then what follows. */
  function join(id: string, form: FeedForm = "entries") {
    const reader = {
      fromSeq: head,
      seqs: [] as number[],
      writtenAtMs: [] as number[],
      packets: [] as string[],
    };
    const readSeqs = seqReader();
    let isClosed = false;
    const writer = {
      write: ({ packets }: { packets: readonly string[] }) => {
        loop.work(writeMs);
        reader.writtenAtMs.push(loop.nowMs());
        reader.packets.push(...packets);
        reader.seqs.push(...packets.flatMap(readSeqs));
        return 0;
      },
      close: () => void (isClosed = true),
    };
    room.enter(id, new Subscriber(writer, form, head));
    return Object.assign(reader, { isClosed: () => isClosed });
  }
  return { loop, room, flushCosts, counts, show, join, head: () => head, idleCount: () => wasIdle };
}
