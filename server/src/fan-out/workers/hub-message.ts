/** Messages of a worker to the hub. */
export type ToHub =
  | { kind: "follow" | "unfollow"; streamId: string }
  /** An envelope for workers that follow the stream; without one, for all. */
  | { kind: "tell"; streamId?: string; envelope: string };

/** Messages of the hub to a worker. */
export type FromHub =
  { kind: "following"; streamId: string } | { kind: "told"; streamId?: string; envelope: string };
