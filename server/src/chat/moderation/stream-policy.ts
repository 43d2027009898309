import type { Role, RoomMode } from "#protocol";
import { higherRole, isStaffRole, roleInFrame } from "../participants/roles.ts";
import type { PolicyNews, PolicySanction } from "../ports/moderation-store.ts";
import { SanctionIndex } from "./sanction-index.ts";

/** Who is subject: in which role the token made them, and from which address a guest comes. */
export interface PolicySubject {
  userId: string;
  role: Role;
  addressHash?: string | undefined;
  /** Whether they are looked at as in a frame, where nobody is staff. (SPEC EM7) */
  isFramed?: boolean;
}

/**
 * Who may write what in a stream, as of one version. What is new makes a new one, which takes
 * the sanctions over: there may be a hundred thousand. (SPEC MO12)
 */
export class StreamPolicy {
  readonly version: number;
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
    this.mode = news.mode;
    this.filters = news.filters;
    this.listed = news.listed;
    this.#staff = new Map(news.staff.map(({ userId, role }) => [userId, role]));
    this.#sanctions = sanctions;
  }

  /** A policy from what has changed since another; since none, from all there is. */
  static of(news: PolicyNews, before?: StreamPolicy): StreamPolicy {
    const sanctions = before ? before.#sanctions : new SanctionIndex();
    // Those that are over go: filters time out whoever floods, each of their names once.
    sanctions.nextEndMs(news.nowMs);
    for (const sanction of news.sanctions)
      if (sanction.kind === "none" || (sanction.untilMs ?? Infinity) <= news.nowMs)
        sanctions.delete(sanction.userId);
      else sanctions.put(sanction);
    return new StreamPolicy(news, sanctions);
  }

  /** What somebody is here. (SPEC MO1) */
  roleOf({ userId, role }: PolicySubject): Role {
    return higherRole(role, this.#staff.get(userId));
  }

  /** What somebody may act as here, where their page may be in a stranger's frame. (SPEC EM7) */
  actingRoleOf(subject: PolicySubject): Role {
    return roleInFrame(this.roleOf(subject), subject.isFramed === true);
  }

  /**
   * What keeps somebody from writing at a moment. (SPEC MO4)
   *
   * Nothing does an owner, and only what an owner did does a moderator: whoever acted
   * on them may not have known who they are. (SPEC MO3)
   */
  sanctionOn(subject: PolicySubject, nowMs: number): PolicySanction | undefined {
    const role = this.roleOf(subject);
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
