/** A rarely needed part of the element, loaded on demand. */
export class LazyModule<Part> {
  readonly #host: { requestUpdate(): void };
  readonly #load: () => Promise<Part>;
  #loading: Promise<Part> | undefined;
  #hasFailed = false;
  #part: Part | undefined;

  constructor(host: { requestUpdate(): void }, load: () => Promise<Part>) {
    this.#host = host;
    this.#load = load;
  }

  /** Whether the last attempt to load it failed. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Undefined until it is loaded. */
  get part(): Part | undefined {
    return this.#part;
  }

  /** Starts loading it, unless that failed before. */
  want(): void {
    if (!this.#hasFailed) this.get().catch(() => undefined);
  }

  /** Rejects if its file cannot be loaded; the next call tries again. */
  get(): Promise<Part> {
    return (this.#loading ??= this.#load().then(
      (part) => {
        this.#part = part;
        this.#host.requestUpdate();
        return part;
      },
      (error: unknown) => {
        this.#hasFailed = true;
        this.#loading = undefined;
        this.#host.requestUpdate();
        throw error;
      },
    ));
  }
}
