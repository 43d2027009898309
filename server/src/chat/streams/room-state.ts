import type { Pin, RoomMode } from "#protocol";
import type { LogEntry } from "../ports/log-entry.ts";
import type { LogTail } from "../ports/message-log.ts";

/** The mode of a room and its pinned message, as of the last entry applied. (SPEC MO6, MO9) */
export class RoomStateTracker {
  #mode: RoomMode;
  #pinned: Pin | undefined;

  constructor({ mode, pinned }: LogTail) {
    this.#mode = mode ?? {};
    this.#pinned = pinned;
  }

  get state(): { mode?: RoomMode; pinned?: Pin } {
    return {
      ...(Object.keys(this.#mode).length > 0 && { mode: this.#mode }),
      ...(this.#pinned && { pinned: this.#pinned }),
    };
  }

  apply(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      if (entry.kind === "mode") this.#mode = entry.mode;
      if (entry.kind === "pin") this.#pinned = entry.pinned ?? undefined;
    }
  }
}

/** Whether an entry removes older messages, or restores them. */
export function altersHistory({ kind }: LogEntry): boolean {
  return kind === "removal" || kind === "purge" || kind === "clear" || kind === "restoration";
}
