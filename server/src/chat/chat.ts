import type { CommitQueue } from "./commit-queue.ts";
import type { Audience, Clock, MessageLog } from "./ports.ts";
import type { Rooms } from "./rooms.ts";
import type { SendLimit } from "./send-limit.ts";

/** What the use cases in this folder work with. One for each node. */
export interface Chat {
  readonly log: MessageLog;
  readonly rooms: Rooms;
  readonly commits: CommitQueue;
  readonly sendLimit: SendLimit;
  readonly audience: Audience;
  readonly clock: Clock;
}
