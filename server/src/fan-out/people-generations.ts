import { EntryPacker } from "#protocol";

/** Newcomers cost a frame of their own until the numbers begin anew; naming everyone again costs bytes. */
const LIFE_MS = 15_000;
const MAX_PEOPLE = 256;

/**
 * The numbers by which a room knows people, and who knows which. (SPEC EN7)
 *
 * Whoever came before a generation of numbers began was told all of them; whoever came
 * since is told names until the next one begins.
 */
export class PeopleGenerations {
  #packer = new EntryPacker();
  #current = 0;
  #sinceMs = 0;

  get current(): number {
    return this.#current;
  }

  get packer(): EntryPacker {
    return this.#packer;
  }

  /** Begins a generation if it is time; called before a flush. */
  renew(nowMs: number): void {
    if (this.#packer.known < MAX_PEOPLE && nowMs - this.#sinceMs < LIFE_MS) return;
    this.#packer = new EntryPacker();
    this.#current += 1;
    this.#sinceMs = nowMs;
  }
}
