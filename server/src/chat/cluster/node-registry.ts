import type { Heartbeat } from "../ports/node-message.ts";

/** What is known of another node. */
interface KnownNode {
  beat: number;
  heardAtMs: number;
  /** Of each stream that somebody sees there, how many do. */
  readonly viewers: Map<string, number>;
}

/** A node that was silent for so long counts as gone, with its viewers. */
const SILENCE_MS = 10_000;

/** What a heartbeat tells about its node. */
export type HeartbeatVerdict = "new" | "next" | "gap" | "old";

/** The other nodes that were heard recently. */
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

  /** Records a node's heartbeat; one that is older than the last is ignored. */
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
