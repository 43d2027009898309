import type { Admission } from "./admission.ts";
import type { CommitQueue } from "./commit-queue.ts";
import type { Connections } from "./connections.ts";
import type { ActionLimits } from "./limits/action-limits.ts";
import type { ReadGate } from "./limits/read-gate.ts";
import type { EndedSessions } from "./ended-sessions.ts";
import type { LinkPermits } from "./filters/link-permits.ts";
import type { StreamFilters } from "./filters/stream-filters.ts";
import type { KnownPeople } from "./moderation/known-people.ts";
import type { ModerationStore } from "./moderation/moderation-store.ts";
import type { Policies } from "./moderation/policies.ts";
import type { StaffDesk } from "./moderation/staff-desk.ts";
import type { OtherNodes } from "./other-nodes.ts";
import type { PeopleSessions } from "./people-sessions.ts";
import type { AlarmClock, Audience, Authenticator, MessageLog } from "./ports.ts";
import type { Presence } from "./presence.ts";
import type { Rooms } from "./rooms.ts";
import type { SendLimit } from "./send-limit.ts";
import type { StaffNames } from "./staff-names.ts";
import type { StoreTime } from "./store-time.ts";

/** What the use cases in this folder work with. One for each node. */
export interface Chat {
  readonly log: MessageLog;
  readonly moderation: ModerationStore;
  readonly policies: Policies;
  readonly knownPeople: KnownPeople;
  readonly filters: StreamFilters;
  readonly linkPermits: LinkPermits;
  readonly staffDesk: StaffDesk;
  readonly limits: ActionLimits;
  readonly reads: ReadGate;
  readonly rooms: Rooms;
  readonly presence: Presence;
  readonly nodes: OtherNodes;
  readonly admission: Admission;
  readonly commits: CommitQueue;
  readonly sendLimit: SendLimit;
  readonly audience: Audience;
  readonly authenticator: Authenticator;
  readonly connections: Connections;
  readonly staffNames: StaffNames;
  readonly endedSessions: EndedSessions;
  readonly peopleSessions: PeopleSessions;
  /** Whether one must be signed in to read. (SPEC ID6) */
  readonly membersOnly: boolean;
  /** Whether guests may have pictures. (SPEC JR3) */
  readonly guestAvatars: boolean;
  /** Whether only streams that the operator made are there. */
  readonly listedOnly: boolean;
  readonly clock: AlarmClock;
  /** The clock by which nodes agree on what is over: tokens, sessions, sanctions. */
  readonly time: StoreTime;
}
