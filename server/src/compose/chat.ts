import { LIMITS, type Person } from "#protocol";
import type { JoinThrottle } from "../chat/limits/join-throttle.ts";
import type { Chat } from "../chat/chat.ts";
import { CommitQueue } from "../chat/commit/commit-queue.ts";
import { Connections } from "../chat/participants/connections.ts";
import type { FilterCompiler } from "../chat/moderation/filters/filter-compiler.ts";
import type { EndedSessions } from "../chat/participants/ended-sessions.ts";
import { LinkPermits } from "../chat/moderation/filters/link-permits.ts";
import { StreamFilters } from "../chat/moderation/filters/stream-filters.ts";
import { handleNodeMessage } from "../chat/cluster/handle-node-message.ts";
import { publishCommitted } from "../chat/commit/publish-committed.ts";
import { ActionLimits } from "../chat/limits/action-limits.ts";
import { ReadGate } from "../chat/limits/read-gate.ts";
import { KnownAuthors } from "../chat/moderation/known-authors.ts";
import type { ModerationStore } from "../chat/ports/moderation-store.ts";
import { Policies } from "../chat/moderation/policies.ts";
import { StaffNotifier } from "../chat/moderation/staff-notifier.ts";
import { notifyPermissionChanges } from "../chat/moderation/notify-permission-changes.ts";
import { NodeSync } from "../chat/cluster/node-sync.ts";
import type { AlarmClock } from "../chat/ports/clock.ts";
import type { Append } from "../chat/ports/append.ts";
import type { Audience } from "../chat/ports/audience.ts";
import type { Authenticator } from "../chat/ports/authenticator.ts";
import type { MessageLog } from "../chat/ports/message-log.ts";
import type { SessionStore } from "../chat/ports/session-store.ts";
import type { ReservedNameStore } from "../chat/ports/reserved-name-store.ts";
import { SessionAdmin } from "../chat/rooms/session-admin.ts";
import { Presence } from "../chat/rooms/presence.ts";
import type { RoomBus } from "../chat/ports/room-bus.ts";
import { Rooms } from "../chat/streams/rooms.ts";
import { SendLimit } from "../chat/limits/send-limit.ts";
import { ReservedNames } from "../chat/participants/reserved-names.ts";
import type { StoreClock } from "../chat/ports/store-clock.ts";
import type { Options } from "../options.ts";

/** What the chat stands on, and how it is told of what goes wrong. */
export interface ChatPorts {
  log: MessageLog;
  moderation: ModerationStore;
  reservedNames: ReservedNameStore;
  sessions: SessionStore;
  endedSessions: EndedSessions;
  bus: RoomBus;
  /** Whether other processes may write to the database. */
  shared: boolean;
  audience: Audience;
  authenticator: Authenticator;
  admission: JoinThrottle;
  filterCompiler: FilterCompiler;
  clock: AlarmClock;
  time: StoreClock;
  maxBatch?: number | undefined;
  /** Called after a commit, with what was committed. */
  onCommitted?: (batch: readonly Append[]) => void;
  /** Called when a person with a name comes into a room on this node. */
  onArrival?: (streamId: string, person: Person) => void;
  warn: (about: object, message: string) => void;
}

/** Puts the domain together: one for each node. */
export function composeChat(options: Options, ports: ChatPorts): Chat {
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
    onHead: ({ streamId, policyVersion }) => policies.noteVersion(streamId, policyVersion),
    onDiverged: (streamId) => {
      ports.warn({ streamId }, "the database holds another log than before; viewers join anew");
      rooms.forget(streamId);
      audience.reset(streamId);
    },
  });
  const policies = new Policies({
    ...{ store: moderation, time: ports.time },
    onChanged: (streamId) => notifyPermissionChanges(chat, streamId),
  });
  const commits = new CommitQueue(log, {
    timeoutMs: LIMITS.storeTimeoutMs,
    ...(ports.maxBatch && { maxBatch: ports.maxBatch }),
    onCommitted: (batch, results) => {
      publishCommitted(chat, batch, results);
      ports.onCommitted?.(batch);
    },
    onFailed: (batch) => batch.forEach(({ streamId }) => rooms.markStale(streamId)),
  });
  const reservedNames = new ReservedNames(ports.reservedNames, ports.time);
  const unread = (err: unknown) => ports.warn({ err }, "the store did not answer");
  const nodeSync: NodeSync = new NodeSync({
    ...{ bus, rooms, clock, shared },
    onMessage: (message) => handleNodeMessage(chat, message),
    onRecheck: () => {
      reservedNames.load().catch(unread);
    },
  });
  const bounded = options.rateLimit !== "off";
  const limits = new ActionLimits(bounded ? options.readLimit : undefined);
  const chat: Chat = {
    ...{ log, rooms, policies, moderation, nodeSync, commits, audience, clock, reservedNames },
    ...{ joinThrottle: admission, authenticator },
    filters: new StreamFilters(ports.filterCompiler, { clock }),
    storeClock: ports.time,
    endedSessions: ports.endedSessions,
    sessionAdmin: new SessionAdmin(ports.sessions),
    linkPermits: new LinkPermits(),
    knownAuthors: new KnownAuthors(moderation),
    staffNotifier: new StaffNotifier(),
    limits,
    reads: new ReadGate({ limits, clock, bounded }),
    guestAvatars: options.guestAvatars === true,
    listedOnly: options.streams === "listed",
    sendLimit: new SendLimit(options.rateLimit === "off" ? undefined : options.rateLimit),
    presence: new Presence(rooms, audience, clock, nodeSync, ports.onArrival),
    connections: new Connections(),
    membersOnly: options.read === "members",
  };
  return chat;
}
