/** A part of the element that few need, from the moment on that somebody does. */
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

  /** Whether it could not be had when it was asked for last. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Undefined until it is there. */
  get part(): Part | undefined {
    return this.#part;
  }

  /** Has it come, unless it could not be had before. */
  want(): void {
    if (!this.#hasFailed) this.get().catch(() => undefined);
  }

  /** Rejects where its file cannot be loaded; the next call tries again. */
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
