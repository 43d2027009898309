import { LIMITS, type Person } from "#protocol";
import type { Admission } from "./chat/admission.ts";
import type { Chat } from "./chat/chat.ts";
import { CommitQueue } from "./chat/commit-queue.ts";
import { Connections } from "./chat/connections.ts";
import type { FilterCompiler } from "./chat/filters/filter-compiler.ts";
import type { EndedSessions } from "./chat/ended-sessions.ts";
import { LinkPermits } from "./chat/filters/link-permits.ts";
import { StreamFilters } from "./chat/filters/stream-filters.ts";
import { heedNode } from "./chat/heed-node.ts";
import { heedCommitted } from "./chat/moderation/heed-committed.ts";
import { ActionLimits } from "./chat/limits/action-limits.ts";
import { ReadGate } from "./chat/limits/read-gate.ts";
import { KnownPeople } from "./chat/moderation/known-people.ts";
import type { ModerationStore } from "./chat/moderation/moderation-store.ts";
import { Policies } from "./chat/moderation/policies.ts";
import { StaffDesk } from "./chat/moderation/staff-desk.ts";
import { tellStandings } from "./chat/moderation/tell-standings.ts";
import { OtherNodes } from "./chat/other-nodes.ts";
import type {
  AlarmClock,
  Append,
  Audience,
  Authenticator,
  MessageLog,
  SessionStore,
  StaffNameStore,
} from "./chat/ports.ts";
import { PeopleSessions } from "./chat/people-sessions.ts";
import { Presence } from "./chat/presence.ts";
import type { RoomBus } from "./chat/room-bus.ts";
import { Rooms } from "./chat/rooms.ts";
import { SendLimit } from "./chat/send-limit.ts";
import { StaffNames } from "./chat/staff-names.ts";
import type { StoreTime } from "./chat/store-time.ts";
import type { Options } from "./options.ts";

/** What the chat stands on, and how it is told of what goes wrong. */
export interface ChatPorts {
  log: MessageLog;
  moderation: ModerationStore;
  staffNames: StaffNameStore;
  sessions: SessionStore;
  endedSessions: EndedSessions;
  bus: RoomBus;
  /** Whether other processes may write to the database. */
  shared: boolean;
  audience: Audience;
  authenticator: Authenticator;
  admission: Admission;
  filterCompiler: FilterCompiler;
  clock: AlarmClock;
  time: StoreTime;
  maxBatch?: number | undefined;
  /** Called after a commit, with what was committed. */
  onCommitted?: (batch: readonly Append[]) => void;
  /** Called when a person with a name comes into a room on this node. */
  onArrival?: (streamId: string, person: Person) => void;
  warn: (about: object, message: string) => void;
}

/** Puts the domain together: one for each node. */
export function assembleChat(options: Options, ports: ChatPorts): Chat {
  const { log, audience, bus, clock, moderation, authenticator, admission, shared } = ports;
  const rooms: Rooms = new Rooms(log, {
    historyLimit: options.historyLimit,
    recoveryEntries: options.recoveryEntries,
    onEntries: (batch) => audience.entries(batch),
    onOpening: (streamId) => bus.follow(streamId),
    onForgotten: (streamId) => {
      bus.unfollow(streamId);
      policies.forget(streamId);
    },
    onHead: ({ streamId, policyVersion }) => policies.hear(streamId, policyVersion),
    onDiverged: (streamId) => {
      ports.warn({ streamId }, "the database holds another log than before; viewers join anew");
      rooms.forget(streamId);
      audience.reset(streamId);
    },
  });
  const policies = new Policies({
    ...{ store: moderation, time: ports.time },
    onChanged: (streamId) => tellStandings(chat, streamId),
  });
  const commits = new CommitQueue(log, {
    timeoutMs: LIMITS.storeTimeoutMs,
    ...(ports.maxBatch && { maxBatch: ports.maxBatch }),
    onCommitted: (batch, results) => {
      heedCommitted(chat, batch, results);
      ports.onCommitted?.(batch);
    },
    onFailed: (batch) => batch.forEach(({ streamId }) => rooms.suspect(streamId)),
  });
  const staffNames = new StaffNames(ports.staffNames, ports.time);
  const unread = (err: unknown) => ports.warn({ err }, "the store did not answer");
  const nodes: OtherNodes = new OtherNodes({
    ...{ bus, rooms, clock, shared },
    onMessage: (message) => heedNode(chat, message),
    onRecheck: () => {
      staffNames.load().catch(unread);
    },
  });
  const bounded = options.rateLimit !== "off";
  const limits = new ActionLimits(bounded ? options.readLimit : undefined);
  const chat: Chat = {
    ...{ log, rooms, policies, moderation, nodes, commits, audience, clock, staffNames },
    ...{ admission, authenticator },
    filters: new StreamFilters(ports.filterCompiler, { clock }),
    time: ports.time,
    endedSessions: ports.endedSessions,
    peopleSessions: new PeopleSessions(ports.sessions),
    linkPermits: new LinkPermits(),
    knownPeople: new KnownPeople(moderation),
    staffDesk: new StaffDesk(),
    limits,
    reads: new ReadGate({ limits, clock, bounded }),
    guestAvatars: options.guestAvatars === true,
    listedOnly: options.streams === "listed",
    sendLimit: new SendLimit(options.rateLimit === "off" ? undefined : options.rateLimit),
    presence: new Presence(rooms, audience, clock, nodes, ports.onArrival),
    connections: new Connections(),
    membersOnly: options.read === "members",
  };
  return chat;
}
