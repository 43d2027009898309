import type { JoinThrottle } from "./limits/join-throttle.ts";
import type { CommitQueue } from "./commit/commit-queue.ts";
import type { Connections } from "./participants/connections.ts";
import type { ActionLimits } from "./limits/action-limits.ts";
import type { ReadGate } from "./limits/read-gate.ts";
import type { EndedSessions } from "./participants/ended-sessions.ts";
import type { LinkPermits } from "./moderation/filters/link-permits.ts";
import type { StreamFilters } from "./moderation/filters/stream-filters.ts";
import type { KnownAuthors } from "./moderation/known-authors.ts";
import type { ModerationStore } from "./ports/moderation-store.ts";
import type { Policies } from "./moderation/policies.ts";
import type { StaffNotifier } from "./moderation/staff-notifier.ts";
import type { NodeSync } from "./cluster/node-sync.ts";
import type { SessionAdmin } from "./rooms/session-admin.ts";
import type { AlarmClock } from "./ports/clock.ts";
import type { Audience } from "./ports/audience.ts";
import type { Authenticator } from "./ports/authenticator.ts";
import type { MessageLog } from "./ports/message-log.ts";
import type { Presence } from "./rooms/presence.ts";
import type { Rooms } from "./streams/rooms.ts";
import type { SendLimit } from "./limits/send-limit.ts";
import type { ReservedNames } from "./participants/reserved-names.ts";
import type { StoreClock } from "./ports/store-clock.ts";

/** What the use cases in this folder work with. One for each node. */
export interface Chat {
  readonly log: MessageLog;
  readonly moderation: ModerationStore;
  readonly policies: Policies;
  readonly knownAuthors: KnownAuthors;
  readonly filters: StreamFilters;
  readonly linkPermits: LinkPermits;
  readonly staffNotifier: StaffNotifier;
  readonly limits: ActionLimits;
  readonly reads: ReadGate;
  readonly rooms: Rooms;
  readonly presence: Presence;
  readonly nodeSync: NodeSync;
  readonly joinThrottle: JoinThrottle;
  readonly commits: CommitQueue;
  readonly sendLimit: SendLimit;
  readonly audience: Audience;
  readonly authenticator: Authenticator;
  readonly connections: Connections;
  readonly reservedNames: ReservedNames;
  readonly endedSessions: EndedSessions;
  readonly sessionAdmin: SessionAdmin;
  /** Whether one must be signed in to read. (SPEC ID6) */
  readonly membersOnly: boolean;
  /** Whether guests may have pictures. (SPEC JR3) */
  readonly guestAvatars: boolean;
  /** Whether only streams that the operator made are there. */
  readonly listedOnly: boolean;
  readonly clock: AlarmClock;
  /** The clock by which nodes agree on what is over: tokens, sessions, sanctions. */
  readonly storeClock: StoreClock;
}
