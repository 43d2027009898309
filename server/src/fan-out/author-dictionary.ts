import { EntryPacker } from "#protocol";

/** Even if there are few newcomers, they should share the others' frame after some time. */
const LIFE_MS = 15_000;
const MAX_PEOPLE = 256;

/**
 * The numbers that stand for authors in a room's frames, and which subscribers know them.
 * (SPEC EN7)
 *
 * Subscribers that joined before a generation of numbers began have received all of its numbers.
 * Those that joined later receive names until the next generation begins.
 */
export class AuthorDictionary {
  #packer = new EntryPacker();
  #current = 0;
  #sinceMs = 0;
  #regulars = 0;
  #newcomers = 0;

  get current(): number {
    return this.#current;
  }

  get packer(): EntryPacker {
    return this.#packer;
  }

  /** Whether a subscriber of this generation knows the authors of the current one. */
  knows(generation: number): boolean {
    const isRegular = generation < this.#current;
    if (isRegular) this.#regulars += 1;
    else this.#newcomers += 1;
    return isRegular;
  }

  /** Begins a new generation if it is due; called before a flush. */
  renew(nowMs: number): void {
    const isTime =
      this.#packer.known >= MAX_PEOPLE ||
      this.#newcomers > this.#regulars ||
      nowMs - this.#sinceMs >= LIFE_MS;
    this.#regulars = 0;
    this.#newcomers = 0;
    if (!isTime) return;
    this.#packer = new EntryPacker();
    this.#current += 1;
    this.#sinceMs = nowMs;
  }
}
