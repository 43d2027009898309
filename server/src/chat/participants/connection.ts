import type { Me } from "#protocol";
import type { Identity, MemberIdentity } from "../ports/identity.ts";

/** Where a connection comes from. */
interface ConnectionPlace {
  origin?: string | undefined;
  addressHash?: string | undefined;
  isFramed?: boolean;
}

/** One client's connection: who it is, and the rooms it is in. */
export class Connection {
  readonly id: string;
  /** Where its page comes from, if a browser says so. */
  readonly origin: string | undefined;
  /** Who this connection is in each room it has joined, by stream id. */
  readonly rooms = new Map<string, Me>();
  /** The permissions that it was last told, by stream; absent where nothing is special. */
  readonly lastPermissions = new Map<string, string>();
  /** Where it comes from, as a keyed hash; undefined where that is not known. */
  readonly addressHash: string | undefined;
  /** Whether its page may be in a stranger's frame, where nobody is staff. (SPEC EM7) */
  readonly isFramed: boolean;
  /** Called when it has a fresh token. */
  onRenewed: () => void = () => undefined;
  #identity: Identity;
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

  /** Takes a fresh token of the same person. (SPEC ID5) */
  renew(identity: MemberIdentity): void {
    this.#identity = identity;
    this.onRenewed();
  }

  /** Whether it has gone; nothing may be joined in its name any more. */
  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
  }

  /** Remembers the permissions that it was told. */
  rememberPermissions(streamId: string, permissions: string): void {
    if (permissions === "") this.lastPermissions.delete(streamId);
    else this.lastPermissions.set(streamId, permissions);
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
