import type { Role, RoomMode } from "#protocol";
import { higherRole, isStaffRole, roleInFrame } from "../participants/roles.ts";
import type { PolicyNews, PolicySanction } from "../ports/moderation-store.ts";
import { SanctionIndex } from "./sanction-index.ts";

/** The subject of a decision: the role from their token, and a guest's address. */
export interface PolicySubject {
  userId: string;
  role: Role;
  addressHash?: string | undefined;
  /** Whether the page may be in a stranger's frame, where nobody acts as staff. (SPEC EM7) */
  isFramed?: boolean;
}

/**
 * Who may write what in a stream, as of one version. A change makes a new policy, which takes over
 * the sanctions: there may be a hundred thousand. (SPEC MO12)
 */
export class StreamPolicy {
  readonly version: number;
  readonly mode: RoomMode;
  /** JSON of the filters' rules. */
  readonly filters: string | undefined;
  /** Whether the operator made this stream. */
  readonly listed: boolean;
  readonly #staff: ReadonlyMap<string, Role>;
  /** Owned by the newest policy, which changes it in place. */
  readonly #sanctions: SanctionIndex;

  private constructor(news: PolicyNews, sanctions: SanctionIndex) {
    this.version = news.version;
    this.mode = news.mode;
    this.filters = news.filters;
    this.listed = news.listed;
    this.#staff = new Map(news.staff.map(({ userId, role }) => [userId, role]));
    this.#sanctions = sanctions;
  }

  /** Builds a policy from the changes since `before`, or from the whole state without it. */
  static of(news: PolicyNews, before?: StreamPolicy): StreamPolicy {
    const sanctions = before ? before.#sanctions : new SanctionIndex();
    // Removes ended sanctions: filters time out flooders, who may use a new id each time.
    sanctions.nextEndMs(news.nowMs);
    for (const sanction of news.sanctions)
      if (sanction.kind === "none" || (sanction.untilMs ?? Infinity) <= news.nowMs)
        sanctions.delete(sanction.userId);
      else sanctions.put(sanction);
    return new StreamPolicy(news, sanctions);
  }

  /** The role of a person in this stream. (SPEC MO1) */
  roleOf({ userId, role }: PolicySubject): Role {
    return higherRole(role, this.#staff.get(userId));
  }

  /** The role that a person may act in, if their page may be in a stranger's frame. (SPEC EM7) */
  actingRoleOf(subject: PolicySubject): Role {
    return roleInFrame(this.roleOf(subject), subject.isFramed === true);
  }

  /**
   * The sanction that keeps somebody from writing at a moment. (SPEC MO4)
   *
   * No sanction applies to an owner, and only an owner's to a moderator: staff may have imposed it
   * without knowing the person's role. (SPEC MO3)
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
