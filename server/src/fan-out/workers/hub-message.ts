/** What a worker says to the hub. */
export type ToHub =
  | { kind: "follow" | "unfollow"; streamId: string }
  /** An envelope for those who follow a stream, or without one for all. */
  | { kind: "tell"; streamId?: string; envelope: string };

/** What the hub says to a worker. */
export type FromHub =
  { kind: "following"; streamId: string } | { kind: "told"; streamId?: string; envelope: string };
