/** What telling the rooms costs at present: the last flush of every room that is being told. */
export class HotRooms {
  readonly #costsMs = new Map<object, number>();
  #costMs = 0;

  get costMs(): number {
    return this.#costMs;
  }

  get size(): number {
    return this.#costsMs.size;
  }

  /** A room was told, and this is what it took. */
  heat(room: object, costMs: number): void {
    this.#costMs += costMs - (this.#costsMs.get(room) ?? 0);
    this.#costsMs.set(room, costMs);
  }

  /** A room has nothing to tell any more. */
  cool(room: object): void {
    this.#costMs -= this.#costsMs.get(room) ?? 0;
    this.#costsMs.delete(room);
    // What rounding leaves behind must not add up over a year.
    if (this.#costsMs.size === 0) this.#costMs = 0;
  }
}
