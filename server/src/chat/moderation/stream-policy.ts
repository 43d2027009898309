import type { Role, RoomMode } from "#protocol";
import { higherRole, isStaffRole, roleInFrame } from "../participants/roles.ts";
import type { PolicySanction } from "../ports/moderation-store.ts";
import type { PolicySubject, ScopePolicy } from "./scope-policy.ts";

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
