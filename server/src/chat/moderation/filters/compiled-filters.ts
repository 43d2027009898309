import type { Filters } from "./filters.ts";

interface Kept {
  filters: Filters;
  bytes: number;
  /** How many streams have these. */
  streams: number;
}

/**
 * Compiled filters, one version for each stream, bounded by what they take together: those
 * go first that were not used for longest. Streams with the same rules share them.
 */
export class CompiledFilters {
  readonly #maxBytes: number;
  /** The JSON of each stream's filters, the one used last at the end. */
  readonly #byStream = new Map<string, string>();
  readonly #byJson = new Map<string, Kept>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A stream's filters, if this version of them is here. */
  get(streamId: string, json: string): Filters | undefined {
    if (this.#byStream.get(streamId) !== json) return undefined;
    this.#byStream.delete(streamId);
    this.#byStream.set(streamId, json);
    return this.#byJson.get(json)?.filters;
  }

  /** What some stream has. */
  find(json: string): Filters | undefined {
    return this.#byJson.get(json)?.filters;
  }

  bytesOf(json: string): number | undefined {
    return this.#byJson.get(json)?.bytes;
  }

  /** Keeps filters in the place of those that a stream had. */
  keep(streamId: string, json: string, filters: Filters, bytes: number): void {
    const kept = this.#byJson.get(json) ?? { filters, bytes, streams: 0 };
    if (kept.streams === 0) {
      this.#byJson.set(json, kept);
      this.#bytes += kept.bytes;
    }
    kept.streams++;
    this.#forget(streamId);
    this.#byStream.set(streamId, json);
    for (const oldest of this.#byStream.keys()) {
      // The one that was asked for stays, whatever it takes.
      if (this.#bytes <= this.#maxBytes || oldest === streamId) return;
      this.#forget(oldest);
    }
  }

  #forget(streamId: string): void {
    const json = this.#byStream.get(streamId);
    if (json === undefined) return;
    this.#byStream.delete(streamId);
    const kept = this.#byJson.get(json)!;
    kept.streams--;
    if (kept.streams > 0) return;
    this.#byJson.delete(json);
    this.#bytes -= kept.bytes;
  }
}
