import { isStaff, type Identity } from "./identity.ts";
import { nameSkeleton } from "./name-skeleton.ts";
import type { StaffNameStore } from "./ports.ts";

/** A name, as names that look alike have it in common, and whose it is. */
export interface StaffName {
  skeleton: string;
  userId: string;
}

/** Knows whose names nobody else may take. (SPEC ID7) */
export class StaffNames {
  readonly #store: StaffNameStore;
  readonly #owners = new Map<string, string>();

  constructor(store: StaffNameStore) {
    this.#store = store;
  }

  /** Reads what this and other nodes have learned. */
  async load(): Promise<void> {
    for (const { skeleton, userId } of await this.#store.all()) this.#owners.set(skeleton, userId);
  }

  /** Remembers the name of whoever looks after a stream; resolves with it if it is new. */
  async learn(identity: Identity): Promise<StaffName | undefined> {
    if (identity.kind !== "member" || !identity.nickname || !isStaff(identity)) return undefined;
    return this.keep(identity.userId, identity.nickname);
  }

  /**
   * Remembers the name of somebody who was made staff; resolves with it if it is new.
   *
   * A name stays with whoever had it first: nobody becomes staff somewhere to take another's.
   */
  async keep(userId: string, nickname: string): Promise<StaffName | undefined> {
    const skeleton = nameSkeleton(nickname);
    if (skeleton === "" || this.#owners.has(skeleton)) return undefined;
    this.protect({ skeleton, userId });
    await this.#store.keep(skeleton, userId);
    return { skeleton, userId };
  }

  /** Takes a name that another node has learned. */
  protect({ skeleton, userId }: StaffName): void {
    if (!this.#owners.has(skeleton)) this.#owners.set(skeleton, userId);
  }

  /** Whether a name, or one that looks like it, is somebody else's. */
  isTaken(nickname: string, userId: string): boolean {
    const owner = this.#owners.get(nameSkeleton(nickname));
    return owner !== undefined && owner !== userId;
  }
}
