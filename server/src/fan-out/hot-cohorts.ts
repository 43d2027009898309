/** What telling the rooms costs at present: the last flush of every cohort that is being told. */
export class HotCohorts {
  readonly #costsMs = new Map<object, number>();
  #costMs = 0;

  get costMs(): number {
    return this.#costMs;
  }

  /** A cohort was told, and this is what it took. */
  heat(cohort: object, costMs: number): void {
    this.#costMs += costMs - (this.#costsMs.get(cohort) ?? 0);
    this.#costsMs.set(cohort, costMs);
  }

  /** A cohort has nothing to tell any more. */
  cool(cohort: object): void {
    this.#costMs -= this.#costsMs.get(cohort) ?? 0;
    this.#costsMs.delete(cohort);
    // What rounding leaves behind must not add up over a year.
    if (this.#costsMs.size === 0) this.#costMs = 0;
  }
}
