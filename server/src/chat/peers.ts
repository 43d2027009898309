import type { Pulse } from "./node-message.ts";

/** What is known of another node. */
interface Peer {
  beat: number;
  heardAtMs: number;
  /** Of each stream that somebody sees there, how many do. */
  readonly viewers: Map<string, number>;
}

/** A node that was not heard for so long has gone, and those who were on it with it. */
const SILENCE_MS = 10_000;

/** What a pulse says of the node that gave it. */
export type PulseVerdict = "new" | "next" | "gap" | "old";

/** The other nodes, as far as they were heard lately. */
export class Peers {
  readonly #peers = new Map<string, Peer>();

  get count(): number {
    return this.#peers.size;
  }

  /** How many people see a stream on all of them. */
  viewersOf(streamId: string): number {
    let viewers = 0;
    for (const peer of this.#peers.values()) viewers += peer.viewers.get(streamId) ?? 0;
    return viewers;
  }

  /** Takes a node's pulse. One that is older than what was heard says nothing any more. */
  hear(nodeId: string, { beat, whole, rooms }: Pulse, nowMs: number): PulseVerdict {
    const known = this.#peers.get(nodeId);
    if (known && beat <= known.beat) return "old";
    const peer = known ?? { beat: 0, heardAtMs: nowMs, viewers: new Map<string, number>() };
    const isNext = beat === peer.beat + 1;
    peer.beat = beat;
    peer.heardAtMs = nowMs;
    if (whole) peer.viewers.clear();
    for (const [streamId, viewers] of rooms)
      if (viewers > 0) peer.viewers.set(streamId, viewers);
      else peer.viewers.delete(streamId);
    this.#peers.set(nodeId, peer);
    if (!known) return "new";
    return isNext ? "next" : "gap";
  }

  forget(nodeId: string): void {
    this.#peers.delete(nodeId);
  }

  /** Forgets those that have fallen silent. */
  forgetSilent(nowMs: number): void {
    for (const [nodeId, { heardAtMs }] of this.#peers)
      if (nowMs - heardAtMs > SILENCE_MS) this.#peers.delete(nodeId);
  }
}
