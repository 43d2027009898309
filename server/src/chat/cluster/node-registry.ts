import type { Heartbeat } from "../ports/node-message.ts";

/** State of another node. */
interface KnownNode {
  beat: number;
  heardAtMs: number;
  /** Number of viewers on that node, by stream. */
  readonly viewers: Map<string, number>;
}

/** A node that is silent for this long counts as gone, and its viewers with it. */
const SILENCE_MS = 10_000;

/** How a heartbeat relates to the node's last one. */
export type HeartbeatVerdict = "new" | "next" | "gap" | "old";

/** The other nodes that were heard recently. */
export class NodeRegistry {
  readonly #nodes = new Map<string, KnownNode>();

  get count(): number {
    return this.#nodes.size;
  }

  /** Sum of a stream's viewers on all other nodes. */
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
