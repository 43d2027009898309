import type { Me } from "#protocol";
import type { Identity, MemberIdentity } from "../ports/identity.ts";

/** Origin and address of a connection. */
interface ConnectionPlace {
  origin?: string | undefined;
  addressHash?: string | undefined;
  isFramed?: boolean;
}

/** One client's connection: who it is, and the rooms it is in. */
export class Connection {
  readonly id: string;
  /** Origin of its page, if the browser sends one. */
  readonly origin: string | undefined;
  /** The participant that this connection is in each room it has joined, by stream id. */
  readonly rooms = new Map<string, Me>();
  /** Its address as a keyed hash; undefined if unknown. */
  readonly addressHash: string | undefined;
  /** Whether its page may be in a stranger's frame, where nobody acts as staff. (SPEC EM7) */
  readonly isFramed: boolean;
  /** Called when it has received a fresh token. */
  onRenewed = nothing;
  #identity: Identity;
  /** The permissions last sent to it, by stream; absent where they are the default, as for most. */
  #permissions: Map<string, string> | undefined;
  #closed = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    id: string,
    identity: Identity,
    { origin, addressHash, isFramed = false }: ConnectionPlace = {},
  ) {
    this.id = id;
    this.#identity = identity;
    this.origin = origin;
    this.addressHash = addressHash;
    this.isFramed = isFramed;
  }

  get identity(): Identity {
    return this.#identity;
  }

  /** Replaces the token by a fresh one of the same person. (SPEC ID5) */
  renew(identity: MemberIdentity): void {
    this.#identity = identity;
    this.onRenewed();
  }

  /** Whether the connection has closed; it must not join any room after that. */
  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
  }

  /** The permissions last sent to it. */
  lastPermissions(streamId: string): string {
    return this.#permissions?.get(streamId) ?? "";
  }

  /** Remembers the permissions that were sent to it; empty where they are the default. */
  rememberPermissions(streamId: string, permissions: string): void {
    if (permissions === "") this.#permissions?.delete(streamId);
    else (this.#permissions ??= new Map()).set(streamId, permissions);
  }

  /**
   * Runs joins and leaves one after another, in order of arrival.
   *
   * A stock client sends `join-room` and `send-message` without waiting for an answer in between,
   * so requests that need a room wait for their turn, too.
   */
  inTurn<T>(task: () => T | Promise<T>): Promise<T> {
    const result = this.#turn.then(task);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** One for all, because there are thousands of connections. */
function nothing(): void {
  // Nobody waits for a fresh token.
}
