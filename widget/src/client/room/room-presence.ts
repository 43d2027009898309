import type { Person, ViewerCount } from "#protocol";
import { addPresence, type PresenceChange, type PresenceLine } from "./merge-presence.ts";

export interface RoomPresencePorts {
  nowMs(): number;
  /** The seq of the last entry before the current event. */
  seq(): number;
  onChange(): void;
}

/** The people in a room, as reported by its server. (SPEC PR1, PR2) */
export class RoomPresence {
  viewers: number | undefined;
  readonly #ports: RoomPresencePorts;
  lines: readonly PresenceLine[] = [];

  constructor(ports: RoomPresencePorts) {
    this.#ports = ports;
  }

  onCount({ viewers, joined }: Pick<ViewerCount, "viewers" | "joined">): void {
    this.viewers = viewers;
    if (joined) this.#add({ kind: "joined", count: joined });
    this.#ports.onChange();
  }

  onPerson(kind: PresenceLine["kind"], { nickname }: Person): void {
    this.#add({ kind, nickname });
    this.#ports.onChange();
  }

  #add(change: Omit<PresenceChange, "atMs" | "afterSeq">): void {
    const { nowMs, seq } = this.#ports;
    this.lines = addPresence(this.lines, { ...change, atMs: nowMs(), afterSeq: seq() });
  }
}
