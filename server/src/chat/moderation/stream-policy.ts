import { channelOf, type Me, type Role, type RoomMode } from "#protocol";
import type { Connection } from "../participants/connection.ts";
import { higherRole, isStaffRole, roleInFrame, tokenRoleInChannel } from "../participants/roles.ts";
import type { PolicyNews, PolicySanction } from "../ports/moderation-store.ts";
import { SanctionIndex } from "./sanction-index.ts";

/** Who is subject: in which role the token made them, and from which address a guest comes. */
export interface PolicySubject {
  userId: string;
  role: Role;
  /** In which role it made them in the channel; without it, they are nobody there. (SPEC CH2) */
  channelRole?: Role;
  addressHash?: string | undefined;
  /** Whether they are looked at as in a frame, where nobody is staff. (SPEC EM7) */
  isFramed?: boolean;
}

/** Builds the subject of a policy decision from a connection. */
export function policySubject(
  { addressHash, isFramed, identity }: Connection,
  streamId: string,
  { userId, role }: Me,
): PolicySubject {
  const channelRole = tokenRoleInChannel(identity, channelOf(streamId));
  return { userId, role, channelRole, addressHash, isFramed };
}

/**
 * What staff did to a stream, or to a channel, as of one version. What is new makes a new one,
 * which takes the sanctions over: there may be a hundred thousand. (SPEC MO12)
 */
export class ScopePolicy {
  readonly version: number;
  /** Of a stream: the version that its channel's policy had when this was read. */
  readonly channelVersion: number;
  /** What a channel is called. */
  readonly name: string | undefined;
  /** Of a channel: what its streams begin with. */
  readonly mode: RoomMode;
  /** JSON of the filters' rules. */
  readonly filters: string | undefined;
  /** Whether the operator made this stream. */
  readonly listed: boolean;
  readonly #staff: ReadonlyMap<string, Role>;
  /** The newest policy's alone: it is changed in place as news come. */
  readonly #sanctions: SanctionIndex;

  private constructor(news: PolicyNews, sanctions: SanctionIndex) {
    this.version = news.version;
    this.channelVersion = news.channelVersion ?? 0;
    this.name = news.name;
    this.mode = news.mode;
    this.filters = news.filters;
    this.listed = news.listed;
    this.#staff = new Map(news.staff.map(({ userId, role }) => [userId, role]));
    this.#sanctions = sanctions;
  }

  /** The policy of a scope to which nothing was ever done; each has its own, for it is changed in place. */
  static empty(): ScopePolicy {
    const nothing = { mode: {}, listed: false, staff: [], sanctions: [] };
    return ScopePolicy.of({ version: 0, nowMs: 0, ...nothing });
  }

  /** A policy from what has changed since another; since none, from all there is. */
  static of(news: PolicyNews, before?: ScopePolicy): ScopePolicy {
    const sanctions = before ? before.#sanctions : new SanctionIndex();
    // Ended sanctions go: filters time out people who flood, each of their names once.
    sanctions.nextEndMs(news.nowMs);
    for (const sanction of news.sanctions)
      if (sanction.kind === "none" || (sanction.untilMs ?? Infinity) <= news.nowMs)
        sanctions.delete(sanction.userId);
      else sanctions.put(sanction);
    return new ScopePolicy(news, sanctions);
  }

  /** What an owner made somebody here. (SPEC MO1) */
  appointedRole(userId: string): Role | undefined {
    return this.#staff.get(userId);
  }

  /**
   * What keeps somebody of this role from writing at a moment. (SPEC MO4)
   *
   * Nothing does an owner, and only what an owner did does a moderator: whoever acted
   * on them may not have known who they are. (SPEC MO3)
   */
  sanctionOn(
    subject: Pick<PolicySubject, "userId" | "addressHash">,
    role: Role,
    nowMs: number,
  ): PolicySanction | undefined {
    const own = this.#sanctions.byPerson(subject.userId);
    const ofAddress =
      role === "guest" && subject.addressHash
        ? this.#sanctions.byAddress(subject.addressHash)
        : undefined;
    return [own, ofAddress].find(
      (sanction) =>
        sanction &&
        (sanction.untilMs === undefined || sanction.untilMs > nowMs) &&
        (!isStaffRole(role) || (role === "moderator" && sanction.byOwner)),
    );
  }

  /** When the next sanction ends, if one does. */
  nextEndMs(nowMs: number): number | undefined {
    return this.#sanctions.nextEndMs(nowMs);
  }
}

/**
 * Who may write what in a stream: what was done to it, and to its channel, together. (SPEC CH4)
 *
 * Roles are the higher of both, sanctions the longer. Modes are the stream's.
 */
export class StreamPolicy {
  readonly stream: ScopePolicy;
  readonly channel: ScopePolicy;
  readonly channelId: string;

  constructor(stream: ScopePolicy, channel: ScopePolicy, channelId: string) {
    this.stream = stream;
    this.channel = channel;
    this.channelId = channelId;
  }

  get version(): number {
    return this.stream.version;
  }

  get channelVersion(): number {
    return this.channel.version;
  }

  get mode(): RoomMode {
    return this.stream.mode;
  }

  /** Whether the operator made this stream. */
  get listed(): boolean {
    return this.stream.listed;
  }

  /** What somebody is here. (SPEC MO1, CH2) */
  roleOf({ userId, role }: PolicySubject): Role {
    const inChannel = higherRole(role, this.channel.appointedRole(userId));
    return higherRole(inChannel, this.stream.appointedRole(userId));
  }

  /** The role that a person may act in, if their page may be in a stranger's frame. (SPEC EM7) */
  actingRoleOf(subject: PolicySubject): Role {
    return roleInFrame(this.roleOf(subject), subject.isFramed === true);
  }

  /** What somebody is to the channel, if they are staff of it and may act as such here. (SPEC CH2) */
  channelStaffRoleOf(subject: PolicySubject): "moderator" | "owner" | undefined {
    // Whom a token makes a mere member of one stream does not act there at all.
    if (!isStaffRole(this.actingRoleOf(subject))) return undefined;
    const role = higherRole(
      subject.channelRole ?? "viewer",
      this.channel.appointedRole(subject.userId),
    );
    return role === "moderator" || role === "owner" ? role : undefined;
  }

  /** What keeps somebody from writing at a moment: of two, what holds longer. (SPEC MO4, CH5) */
  sanctionOn(subject: PolicySubject, nowMs: number): PolicySanction | undefined {
    const role = this.roleOf(subject);
    const here = this.stream.sanctionOn(subject, role, nowMs);
    const everywhere = this.channel.sanctionOn(subject, role, nowMs);
    if (!here || !everywhere) return here ?? everywhere;
    const longer = (here.untilMs ?? Infinity) - (everywhere.untilMs ?? Infinity);
    if (Number.isNaN(longer) || longer === 0)
      return STRICTNESS[here.kind] > STRICTNESS[everywhere.kind] ? here : everywhere;
    return longer > 0 ? here : everywhere;
  }
}

/** Which of two sanctions counts that end together: the one that lets less through. */
const STRICTNESS = { none: 0, shadow: 1, timeout: 2, ban: 3 } as const;
