import type { Audience } from "./ports.ts";
import type { Rooms } from "./rooms.ts";

/**
 * Tells rooms how many are in them: what changed since the last round, and no more
 * often, for telling on every join costs the square of the room. (SPEC PR1)
 */
export class ViewerCounts {
  readonly #rooms: Rooms;
  readonly #audience: Audience;
  readonly #told = new Map<string, number>();

  constructor(rooms: Rooms, audience: Audience) {
    this.#rooms = rooms;
    this.#audience = audience;
  }

  /** One round; the caller sets the pace. */
  tell(): void {
    const occupied = new Set<string>();
    for (const [streamId, { roster }] of this.#rooms.occupied()) {
      occupied.add(streamId);
      if (this.#told.get(streamId) === roster.size) continue;
      this.#told.set(streamId, roster.size);
      this.#audience.viewerCount(streamId, roster.size);
    }
    for (const streamId of this.#told.keys())
      if (!occupied.has(streamId)) this.#told.delete(streamId);
  }
}
