import type { Role, RoomMode } from "#protocol";
import { higherRole, isStaffRole } from "./authority.ts";
import type { PolicyNews, PolicySanction } from "./moderation-store.ts";

/** Who is judged: in which role the token made them, and from which address a guest comes. */
export interface Judged {
  userId: string;
  role: Role;
  addressHash?: string | undefined;
}

/**
 * Who may write what in a stream, as of one version. Never changes: what is new makes a
 * new one. (SPEC MO12)
 */
export class StreamPolicy {
  readonly version: number;
  readonly mode: RoomMode;
  /** JSON of the filters' rules. */
  readonly filters: string | undefined;
  /** Whether the operator made this stream. */
  readonly listed: boolean;
  readonly #staff: ReadonlyMap<string, Role>;
  readonly #sanctions: ReadonlyMap<string, PolicySanction>;
  readonly #byAddress: ReadonlyMap<string, PolicySanction>;

  private constructor(news: PolicyNews, sanctions: ReadonlyMap<string, PolicySanction>) {
    this.version = news.version;
    this.mode = news.mode;
    this.filters = news.filters;
    this.listed = news.listed;
    this.#staff = new Map(news.staff.map(({ userId, role }) => [userId, role]));
    this.#sanctions = sanctions;
    this.#byAddress = longestByAddress(sanctions.values());
  }

  /** A policy from what has changed since another; since none, from all there is. */
  static of(news: PolicyNews, before?: StreamPolicy): StreamPolicy {
    const sanctions = new Map<string, PolicySanction>();
    // Those that are over go: filters time out whoever floods, each of their names once.
    const holds = ({ untilMs = Infinity }: PolicySanction) => untilMs > news.nowMs;
    for (const sanction of before ? before.#sanctions.values() : [])
      if (holds(sanction)) sanctions.set(sanction.userId, sanction);
    for (const sanction of news.sanctions)
      if (sanction.kind === "none" || !holds(sanction)) sanctions.delete(sanction.userId);
      else sanctions.set(sanction.userId, sanction);
    return new StreamPolicy(news, sanctions);
  }

  /** What somebody is here. (SPEC MO1) */
  roleOf({ userId, role }: Judged): Role {
    return higherRole(role, this.#staff.get(userId));
  }

  /**
   * What keeps somebody from writing at a moment. (SPEC MO4)
   *
   * Nothing does an owner, and only what an owner did does a moderator: whoever acted
   * on them may not have known who they are. (SPEC MO3)
   */
  sanctionOn(judged: Judged, nowMs: number): PolicySanction | undefined {
    const role = this.roleOf(judged);
    const own = this.#sanctions.get(judged.userId);
    const ofAddress =
      role === "guest" && judged.addressHash ? this.#byAddress.get(judged.addressHash) : undefined;
    return [own, ofAddress].find(
      (sanction) =>
        sanction &&
        (sanction.untilMs === undefined || sanction.untilMs > nowMs) &&
        (!isStaffRole(role) || (role === "moderator" && sanction.byOwner)),
    );
  }

  /** When the next sanction ends, if one does. */
  nextEndMs(nowMs: number): number | undefined {
    let nextMs: number | undefined;
    for (const { untilMs } of this.#sanctions.values())
      if (untilMs !== undefined && untilMs > nowMs && untilMs < (nextMs ?? Infinity))
        nextMs = untilMs;
    return nextMs;
  }
}

/** Of several bans of guests from one address, the one that holds longest: a short one ends no other. */
function longestByAddress(sanctions: Iterable<PolicySanction>): Map<string, PolicySanction> {
  const byAddress = new Map<string, PolicySanction>();
  for (const sanction of sanctions) {
    const { addressHash, untilMs = Infinity } = sanction;
    if (!addressHash) continue;
    const other = byAddress.get(addressHash);
    if (!other || untilMs > (other.untilMs ?? Infinity)) byAddress.set(addressHash, sanction);
  }
  return byAddress;
}
