import type { ErrorCode, Me, Person } from "#protocol";
import type { Identity } from "./identity.ts";

/** One client's connection: who it is, and the rooms it is in. */
export class Connection {
  readonly id: string;
  readonly identity: Identity;
  /** Who this connection is in each room it has joined, by stream id. */
  readonly rooms = new Map<string, Me>();
  #closed = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(id: string, identity: Identity) {
    this.id = id;
    this.identity = identity;
  }

  /** Whether it has gone; nothing may be joined in its name any more. */
  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
  }

  /**
   * Runs joins and leaves one after another, in the order they came in.
   *
   * A stock client sends `join-room` and `send-message` without waiting for an
   * answer in between, so whatever needs a room waits for its turn, too.
   */
  inTurn<T>(task: () => T | Promise<T>): Promise<T> {
    const result = this.#turn.then(task);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** The name and picture a connection goes by in a room: the token's, else what is claimed. (SPEC JR3) */
export function introduce(identity: Identity, claim: Partial<Person> | undefined): Me {
  const { userId } = identity;
  switch (identity.kind) {
    case "reader":
      return { userId, role: "viewer", maySend: false, reason: identity.reason };
    case "guest":
      return named({ userId, role: "guest" }, claim?.nickname, claim?.avatarUrl);
    case "member": {
      const nickname = identity.nickname ?? claim?.nickname;
      return named({ userId, role: identity.role }, nickname, identity.avatarUrl);
    }
  }
}

/** Why this connection may not write at this moment, if it may not. (SPEC SM5) */
export function whyMute(identity: Identity, me: Me, nowMs: number): ErrorCode | undefined {
  if (!me.maySend) return me.reason ?? "sign-in-required";
  if (identity.kind === "member" && nowMs >= identity.expiresAtMs) return "token-expired";
  return undefined;
}

function named(who: Pick<Me, "userId" | "role">, nickname?: string, avatarUrl?: string): Me {
  if (!nickname) return { ...who, maySend: false, reason: "nickname-required" };
  return { ...who, nickname, ...(avatarUrl && { avatarUrl }), maySend: true };
}
