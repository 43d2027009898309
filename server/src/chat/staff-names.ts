import { isStaff, type Identity } from "./identity.ts";
import { nameSkeleton } from "./name-skeleton.ts";
import type { StaffNameStore } from "./ports.ts";

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

  /** Remembers the name of whoever looks after a stream. */
  async learn(identity: Identity): Promise<void> {
    if (identity.kind !== "member" || !identity.nickname || !isStaff(identity)) return;
    const skeleton = nameSkeleton(identity.nickname);
    if (skeleton === "" || this.#owners.get(skeleton) === identity.userId) return;
    this.#owners.set(skeleton, identity.userId);
    await this.#store.keep(skeleton, identity.userId);
  }

  /** Whether a name, or one that looks like it, is somebody else's. */
  isTaken(nickname: string, userId: string): boolean {
    const owner = this.#owners.get(nameSkeleton(nickname));
    return owner !== undefined && owner !== userId;
  }
}
