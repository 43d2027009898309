import { channelOf, LIMITS } from "#protocol";
import { handleNodeMessage } from "../chat/cluster/handle-node-message.ts";
import { NodeSync } from "../chat/cluster/node-sync.ts";
import { publishEvents } from "../chat/cluster/publish-events.ts";
import { CommitQueue } from "../chat/commit/commit-queue.ts";
import { publishCommitted } from "../chat/commit/publish-committed.ts";
import { ActionLimits } from "../chat/limits/action-limits.ts";
import type { JoinThrottle } from "../chat/limits/join-throttle.ts";
import { ReadGate } from "../chat/limits/read-gate.ts";
import { SendLimit } from "../chat/limits/send-limit.ts";
import type { FilterCompiler } from "../chat/moderation/filters/filter-compiler.ts";
import { LinkPermits } from "../chat/moderation/filters/link-permits.ts";
import { StreamFilters } from "../chat/moderation/filters/stream-filters.ts";
import { KnownAuthors } from "../chat/moderation/known-authors.ts";
import {
  notifyChannelPermissionChanges,
  notifyPermissionChanges,
} from "../chat/moderation/notify-permission-changes.ts";
import { notifyRejected } from "../chat/moderation/notify-rejected.ts";
import { Policies } from "../chat/moderation/policies.ts";
import { StaffNotifier } from "../chat/moderation/staff-notifier.ts";
import { Connections } from "../chat/participants/connections.ts";
import type { EndedSessions } from "../chat/participants/ended-sessions.ts";
import { ReservedNames } from "../chat/moderation/reserved-names.ts";
import type { Audience } from "../chat/ports/audience.ts";
import type { Authenticator } from "../chat/ports/authenticator.ts";
import type { AlarmClock } from "../chat/ports/clock.ts";
import type { DomainEvents } from "../chat/ports/domain-events.ts";
import type { MessageLog } from "../chat/ports/message-log.ts";
import type { ModerationStore } from "../chat/ports/moderation-store.ts";
import type { ReservedNameStore } from "../chat/ports/reserved-name-store.ts";
import { noBus, type NodeBus } from "../chat/ports/node-bus.ts";
import type { ShowStore } from "../chat/ports/show-store.ts";
import type { SessionStore } from "../chat/ports/session-store.ts";
import type { StoreClock } from "../chat/ports/store-clock.ts";
import { createAdminRequests } from "../chat/requests/admin-requests.ts";
import { Presence } from "../chat/rooms/presence.ts";
import { MinuteNotes } from "../chat/shows/minute-notes.ts";
import { ShowPulses } from "../chat/shows/show-pulse.ts";
import { Rooms } from "../chat/streams/rooms.ts";
import type { Options } from "../options.ts";

/** The ports that the domain is built on. */
export interface ChatPorts {
  readonly log: MessageLog;
  readonly moderation: ModerationStore;
  readonly reservedNames: ReservedNameStore;
  readonly sessions: SessionStore;
  readonly shows: ShowStore;
  readonly endedSessions: EndedSessions;
  readonly bus: NodeBus;
  /** Whether other processes may write to the database. */
  readonly shared: boolean;
  readonly audience: Audience;
  readonly authenticator: Authenticator;
  readonly joinThrottle: JoinThrottle;
  readonly filterCompiler: FilterCompiler;
  readonly events: DomainEvents;
  readonly clock: AlarmClock;
  /** The clock that decides on all nodes when tokens, sessions and sanctions expire. */
  readonly storeClock: StoreClock;
  readonly maxBatch?: number | undefined;
  readonly warn: (about: object, message: string) => void;
}

export type Chat = ReturnType<typeof composeChat>;

/** Builds the domain: one instance per node. */
export function composeChat(options: Options, ports: ChatPorts) {
  const { log, moderation, audience, bus, clock, storeClock, events } = ports;
  const bounded = options.rateLimit !== "off";
  const guestsMayWrite = options.guests && options.read !== "members";
  const connections = new Connections();
  const reservedNames = new ReservedNames(ports.reservedNames, storeClock, events);
  const linkPermits = new LinkPermits(clock, events);
  const filters = new StreamFilters(ports.filterCompiler, { clock });

  const rooms: Rooms = new Rooms(log, {
    historyLimit: options.historyLimit,
    recoveryEntries: options.recoveryEntries,
    onEntries: (batch) => audience.entries(batch),
    onOpening: (streamId) => bus.follow(streamId),
    onForgotten: (streamId) => {
      bus.unfollow(streamId);
      policies.forget(streamId);
      filters.forget(streamId);
    },
    onHead: ({ streamId, policyVersion, channelVersion }) => {
      policies.noteVersion(streamId, policyVersion);
      policies.noteChannelVersion(channelOf(streamId), channelVersion);
    },
    onDiverged: (streamId) => {
      ports.warn({ streamId }, "the database holds another log than before; viewers join again");
      rooms.forget(streamId);
      audience.reset(streamId);
    },
  });
  const policies: Policies = new Policies({
    store: moderation,
    time: storeClock,
    onChanged: (streamId) => notifyPermissionChanges(domain, streamId),
    onChannelChanged: (channelId) => void notifyChannelPermissionChanges(domain, channelId),
    onChannelForgotten: (key) => filters.forget(key),
  });
  const commits = new CommitQueue(log, {
    timeoutMs: LIMITS.storeTimeoutMs,
    ...(ports.maxBatch && { maxBatch: ports.maxBatch }),
    onCommitted: (batch, results) => publishCommitted({ rooms, events }, batch, results),
    onFailed: (batch) => batch.forEach(({ streamId }) => rooms.markStale(streamId)),
  });
  const limits = new ActionLimits(bounded ? options.readLimit : undefined);
  const reads = new ReadGate({ limits, clock, bounded });
  const staffNotifier = new StaffNotifier({
    moderation,
    connections,
    audience,
    policies,
    storeClock,
    guestsMayWrite,
  });
  const unread = (err: unknown) => ports.warn({ err }, "the store did not answer");
  const nodeSync: NodeSync = new NodeSync({
    bus,
    rooms,
    clock,
    shared: ports.shared,
    onMessage: (message) => handleNodeMessage(domain, message),
    onRecheck: () => {
      reservedNames.load().catch(unread);
    },
  });
  const presence = new Presence(rooms, audience, clock, nodeSync, events);

  events.on("policy-changed", ({ streamId, version }) => policies.noteVersion(streamId, version));
  events.on("channel-changed", ({ channelId, version }) => {
    policies.noteChannelVersion(channelId, version);
    staffNotifier.noteChannel(channelId);
  });
  events.on("review-changed", ({ streamId }) => staffNotifier.note(streamId));
  events.on("message-rejected", (rejected) => notifyRejected({ connections, audience }, rejected));
  events.on("link-permitted", ({ streamId, userId }) => linkPermits.grant(streamId, userId));
  if (bus !== noBus) publishEvents(events, bus);

  const domain = {
    log,
    moderation,
    sessions: ports.sessions,
    endedSessions: ports.endedSessions,
    authenticator: ports.authenticator,
    joinThrottle: ports.joinThrottle,
    audience,
    events,
    clock,
    storeClock,
    guestsMayWrite,
    rooms,
    policies,
    commits,
    limits,
    reads,
    sendLimit: new SendLimit(options.rateLimit === "off" ? undefined : options.rateLimit),
    connections,
    reservedNames,
    knownAuthors: new KnownAuthors(moderation, clock),
    filters,
    linkPermits,
    staffNotifier,
    presence,
    shows: ports.shows,
    showPulses: new ShowPulses({ shows: ports.shows, storeClock }),
    minuteNotes: new MinuteNotes({ shows: ports.shows, rooms, storeClock, events }),
    nodeSync,
    /** Whether guests may have avatars. (SPEC JR3) */
    guestAvatars: options.guestAvatars === true,
    /** Whether only streams created by the operator exist. */
    listedOnly: options.streams === "listed",
    /** Whether reading requires a sign-in. (SPEC ID6) */
    membersOnly: options.read === "members",
  };
  return {
    ...domain,
    adminRequests: createAdminRequests(domain),
  };
}
