import {
  channelOf,
  type AuditRecord,
  type Me,
  type ModerationAction,
  type Person,
} from "#protocol";
import { resolveParticipant } from "../participants/resolve-participant.ts";
import { channelKey } from "../ports/channel-key.ts";
import { isStaffRole } from "../participants/roles.ts";
import type { Rooms } from "../streams/rooms.ts";
import type { Policies } from "./policies.ts";
import type { DomainEvents } from "../ports/domain-events.ts";
import type { Identity } from "../ports/identity.ts";
import { nameSkeleton } from "../text/name-skeleton.ts";
import type {
  ReservedName,
  ReservedNameChange,
  ReservedNameStore,
} from "../ports/reserved-name-store.ts";
import type { StoreClock } from "../ports/store-clock.ts";

/** The scope of names that are reserved in every stream. */
const EVERYWHERE = "";

/** Maximum number of reserved names per stream; the one seen longest ago is removed first. */
const NAMES_PER_SCOPE = 200;
/** Interval at which "last seen" is updated in the store. */
const SEEN_EVERY_MS = 24 * 60 * 60_000;
/** A name is free again when its owner was not seen for this long. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/**
 * The names that are reserved for staff, in the streams that they moderate, for as long as they do.
 * (SPEC ID7)
 */
export class ReservedNames {
  readonly #store: ReservedNameStore;
  readonly #time: StoreClock;
  readonly #events: DomainEvents;
  /** By scope, then by skeleton, in the order in which they were last seen. */
  readonly #names = new Map<string, Map<string, ReservedName>>();
  /** The scopes in which each person has a reserved name. */
  readonly #scopes = new Map<string, Set<string>>();
  /** For each reading of all names that is under way, what has changed since it began. */
  readonly #readings = new Set<ReservedNameChange[]>();

  constructor(store: ReservedNameStore, time: StoreClock, events: DomainEvents) {
    this.#store = store;
    this.#time = time;
    this.#events = events;
  }

  /** Reads the reserved names of all nodes. */
  async load(): Promise<void> {
    const meanwhile: ReservedNameChange[] = [];
    this.#readings.add(meanwhile);
    try {
      const names = await this.#store.all(this.#time.nowMs() - KEPT_MS);
      this.#names.clear();
      this.#scopes.clear();
      for (const name of names) this.#protect(name);
      for (const change of meanwhile) this.#apply(change);
    } finally {
      this.#readings.delete(meanwhile);
    }
  }

  /** Deletes names whose owners were not seen for long, here and in the store. */
  async sweep(nowMs: number): Promise<void> {
    const beforeMs = nowMs - KEPT_MS;
    for (const [scope, names] of this.#names)
      for (const { userId, seenAtMs } of names.values())
        if (seenAtMs < beforeMs) this.#forget(scope, userId);
    await this.#store.deleteUnseenSince(beforeMs);
  }

  /** Reserves or releases a person's name, depending on the roles of their identity. */
  async update(identity: Identity): Promise<void> {
    if (identity.kind !== "member") return;
    const { userId, nickname, role, rolesByStream = {} } = identity;
    const scopes = new Set<string>();
    if (isStaffRole(role)) scopes.add(EVERYWHERE);
    for (const [streamId, roleThere] of Object.entries(rolesByStream))
      if (isStaffRole(roleThere)) scopes.add(streamId);
    for (const scope of [...(this.#scopes.get(userId) ?? [])]) {
      const name = this.#nameOf(scope, userId);
      if (!name || name.isAppointed || scopes.has(scope)) continue;
      await this.release(scope, userId);
    }
    if (nickname) for (const scope of scopes) await this.reserve(scope, userId, nickname, false);
  }

  /**
   * Reserves a person's name where they are staff, unless it is reserved for somebody else.
   *
   * A name belongs to the first person who had it; each person has at most one per scope.
   */
  async reserve(
    scope: string,
    userId: string,
    nickname: string,
    isAppointed: boolean,
  ): Promise<void> {
    const skeleton = nameSkeleton(nickname);
    const seenAtMs = this.#time.nowMs();
    const known = this.#names.get(scope)?.get(skeleton);
    if (skeleton === "" || (known && known.userId !== userId)) return;
    // An appointment outlives the role of a token, so it is noted at once.
    const isNoted = known && (known.isAppointed || !isAppointed);
    if (isNoted && seenAtMs - known.seenAtMs < SEEN_EVERY_MS) return;
    const name = { scope, skeleton, userId, isAppointed, seenAtMs };
    this.#note({ freed: false, name });
    for (const { userId: first } of this.#protect(name)) await this.#store.release(scope, first);
    await this.#store.reserve(name);
    this.#events.emit("reserved-name-changed", { freed: false, name });
  }

  /** Releases a person's name in a scope. */
  async release(scope: string, userId: string): Promise<void> {
    this.#note({ freed: true, scope, userId });
    this.#forget(scope, userId);
    await this.#store.release(scope, userId);
    this.#events.emit("reserved-name-changed", { freed: true, scope, userId });
  }

  /** Releases a person's names in all scopes, also those that another node reserved. (SPEC AD3) */
  async releaseAll(userId: string): Promise<void> {
    await this.load();
    for (const scope of [...(this.#scopes.get(userId) ?? [])]) await this.release(scope, userId);
  }

  /** Applies a change that another node made. */
  applyChange(change: ReservedNameChange): void {
    this.#note(change);
    this.#apply(change);
  }

  /** The owner of a name, or of a confusable one, in a stream; undefined if one's own or free. */
  ownerOf(streamId: string, nickname: string, userId: string): ReservedName | undefined {
    // Called for every send, and most servers and streams have no reserved names.
    if (this.#names.size === 0) return undefined;
    const reserved = [EVERYWHERE, channelKey(channelOf(streamId)), streamId].flatMap(
      (scope) => this.#names.get(scope) ?? [],
    );
    if (reserved.length === 0) return undefined;
    const skeleton = nameSkeleton(nickname);
    return reserved
      .map((names) => names.get(skeleton))
      .find((name) => name && name.userId !== userId);
  }

  /** What is being read from the store may be older than this. */
  #note(change: ReservedNameChange): void {
    for (const meanwhile of this.#readings) meanwhile.push(change);
  }

  #apply(change: ReservedNameChange): void {
    if (change.freed) return this.#forget(change.scope, change.userId);
    const known = this.#names.get(change.name.scope)?.get(change.name.skeleton);
    // Of its owner, it says that they were seen there.
    if (!known || known.userId === change.name.userId) this.#protect(change.name);
  }

  /** Moves a name to the end of its scope; returns the names that were evicted. */
  #protect(name: ReservedName): ReservedName[] {
    const { scope, skeleton, userId } = name;
    this.#forget(scope, userId);
    const names = this.#names.get(scope) ?? new Map<string, ReservedName>();
    this.#names.set(scope, names.set(skeleton, name));
    this.#scopes.set(userId, (this.#scopes.get(userId) ?? new Set()).add(scope));
    const gone = [...names.values()].slice(0, Math.max(0, names.size - NAMES_PER_SCOPE));
    for (const each of gone) this.#forget(scope, each.userId);
    return gone;
  }

  #nameOf(scope: string, userId: string): ReservedName | undefined {
    return [...(this.#names.get(scope)?.values() ?? [])].find((name) => name.userId === userId);
  }

  #forget(scope: string, userId: string): void {
    const name = this.#nameOf(scope, userId);
    if (!name) return;
    this.#names.get(scope)?.delete(name.skeleton);
    if (this.#names.get(scope)?.size === 0) this.#names.delete(scope);
    const scopes = this.#scopes.get(userId);
    scopes?.delete(scope);
    if (scopes?.size === 0) this.#scopes.delete(userId);
  }
}

/** Ports that decide whether a name belongs to somebody else. */
export interface NamePorts {
  readonly reservedNames: ReservedNames;
  readonly policies: Policies;
  readonly rooms: Pick<Rooms, "get">;
}

/**
 * Reserves the name of a person whom an owner made a moderator, as far as the record has it: of
 * somebody away, that of their newest message. (SPEC ID7)
 */
export async function protectAppointed(
  { reservedNames }: Pick<NamePorts, "reservedNames">,
  streamId: string,
  action: ModerationAction,
  { person, channelId }: AuditRecord,
): Promise<void> {
  if (action.kind !== "appoint" || action.role !== "moderator" || !person?.nickname) return;
  const scope = channelId === undefined ? streamId : channelKey(channelId);
  // The appointment stands even if the name cannot be reserved.
  await reservedNames.reserve(scope, person.userId, person.nickname, true).catch(() => undefined);
}

/**
 * Reserves the name with which somebody is in a room, where an owner made them a moderator.
 * (SPEC ID7, CH10)
 *
 * Not awaited: a join must not wait for the store, nor fail with it.
 */
export function protectPresent(
  { reservedNames, policies }: Pick<NamePorts, "reservedNames" | "policies">,
  streamId: string,
  { userId, nickname }: Me,
): void {
  const policy = policies.get(streamId);
  if (!policy || !nickname) return;
  const scopes = [
    ...(isStaffRole(policy.stream.appointedRole(userId)) ? [streamId] : []),
    ...(isStaffRole(policy.channel.appointedRole(userId)) ? [channelKey(policy.channelId)] : []),
  ];
  for (const scope of scopes)
    reservedNames.reserve(scope, userId, nickname, true).catch(() => undefined);
}

/**
 * Whether somebody uses a reserved name of staff; staff of this stream may use any name. (SPEC ID7)
 */
export async function usesReservedName(
  ports: NamePorts,
  streamId: string,
  me: Me,
): Promise<boolean> {
  const { reservedNames, policies, rooms } = ports;
  const name = me.nickname && reservedNames.ownerOf(streamId, me.nickname, me.userId);
  if (!name) return false;
  let policy = await policies.open(streamId);
  const isRevoked = (): boolean =>
    name.isAppointed && !isStaffRole(policy.roleOf({ userId: name.userId, role: "viewer" }));
  // A name may get here before the appointment: then it is not free.
  try {
    if (isRevoked()) policy = await policies.readNewest(streamId);
  } finally {
    if (!rooms.get(streamId)) policies.forget(streamId);
  }
  if (isRevoked()) {
    await reservedNames.release(name.scope, name.userId);
    return false;
  }
  if (me.role === "guest") return true;
  return !isStaffRole(policy.roleOf({ userId: me.userId, role: me.role }));
}

/**
 * A participant in a room, without the name in their token if it is reserved for somebody else
 * there: they get the name that they claim, or have to choose one. (SPEC ID7)
 *
 * People cannot change the name in their token, so refusing them would lock them out.
 */
export async function withoutReservedName(
  ports: NamePorts,
  identity: Identity,
  streamId: string,
  me: Me,
  claim: Partial<Person> | undefined,
): Promise<Me> {
  if (identity.kind !== "member" || !identity.nickname) return me;
  if (!(await usesReservedName(ports, streamId, me))) return me;
  const { nickname: _, ...nameless } = identity;
  const chosen = resolveParticipant(nameless, streamId, claim);
  if (chosen.nickname && !(await usesReservedName(ports, streamId, chosen))) return chosen;
  return { ...resolveParticipant(nameless, streamId, undefined), reason: "name-taken" };
}
