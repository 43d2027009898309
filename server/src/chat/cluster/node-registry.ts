import type { Heartbeat } from "../ports/node-message.ts";

/** What is known of another node. */
interface KnownNode {
  beat: number;
  heardAtMs: number;
  /** Of each stream that somebody sees there, how many do. */
  readonly viewers: Map<string, number>;
}

/** A node that was not heard for so long has gone, and those who were on it with it. */
const SILENCE_MS = 10_000;

/** What a pulse says of the node that gave it. */
export type HeartbeatVerdict = "new" | "next" | "gap" | "old";

/** The other nodes, as far as they were heard lately. */
export class NodeRegistry {
  readonly #nodes = new Map<string, KnownNode>();

  get count(): number {
    return this.#nodes.size;
  }

  /** How many people see a stream on all of them. */
  viewersOf(streamId: string): number {
    let viewers = 0;
    for (const peer of this.#nodes.values()) viewers += peer.viewers.get(streamId) ?? 0;
    return viewers;
  }

  /** Takes a node's pulse. One that is older than what was heard says nothing any more. */
  record(nodeId: string, { beat, whole, rooms }: Heartbeat, nowMs: number): HeartbeatVerdict {
    const known = this.#nodes.get(nodeId);
    if (known && beat <= known.beat) return "old";
    const peer = known ?? { beat: 0, heardAtMs: nowMs, viewers: new Map<string, number>() };
    const isNext = beat === peer.beat + 1;
    peer.beat = beat;
    peer.heardAtMs = nowMs;
    if (whole) peer.viewers.clear();
    for (const [streamId, viewers] of rooms)
      if (viewers > 0) peer.viewers.set(streamId, viewers);
      else peer.viewers.delete(streamId);
    this.#nodes.set(nodeId, peer);
    if (!known) return "new";
    return isNext ? "next" : "gap";
  }

  forget(nodeId: string): void {
    this.#nodes.delete(nodeId);
  }

  /** Forgets those that have fallen silent. */
  forgetSilent(nowMs: number): void {
    for (const [nodeId, { heardAtMs }] of this.#nodes)
      if (nowMs - heardAtMs > SILENCE_MS) this.#nodes.delete(nodeId);
  }
}
