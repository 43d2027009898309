import { EntryPacker } from "#protocol";

/** However few newcomers there are, at some time they are to share the others' frame, too. */
const LIFE_MS = 15_000;
const MAX_PEOPLE = 256;

/**
 * The numbers by which a room knows people, and who knows which. (SPEC EN7)
 *
 * Whoever came before a generation of numbers began was told all of them; whoever came
 * since is told names until the next one begins.
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

  /** Whether someone who came in this generation knows the people of the present one. */
  knows(generation: number): boolean {
    const isRegular = generation < this.#current;
    if (isRegular) this.#regulars += 1;
    else this.#newcomers += 1;
    return isRegular;
  }

  /** Begins a generation if it is time; called before a flush. */
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
