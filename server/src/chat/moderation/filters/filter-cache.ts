import type { Filters } from "./filters.ts";

interface Kept {
  filters: Filters;
  bytes: number;
  /** Number of streams that use these filters. */
  streams: number;
}

/**
 * Cache of compiled filters: one version per stream, bounded by total memory, evicting the least
 * recently used. Streams with the same rules share one entry.
 */
export class FilterCache {
  readonly #maxBytes: number;
  /** JSON of each stream's filters, in order of use. */
  readonly #byStream = new Map<string, string>();
  readonly #byJson = new Map<string, Kept>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A stream's compiled filters, if this version is cached. */
  get(streamId: string, json: string): Filters | undefined {
    if (this.#byStream.get(streamId) !== json) return undefined;
    this.#byStream.delete(streamId);
    this.#byStream.set(streamId, json);
    return this.#byJson.get(json)?.filters;
  }

  /** The compiled filters of any stream with this JSON. */
  find(json: string): Filters | undefined {
    return this.#byJson.get(json)?.filters;
  }

  bytesOf(json: string): number | undefined {
    return this.#byJson.get(json)?.bytes;
  }

  /** Stores a stream's filters in place of its previous ones. */
  keep(streamId: string, json: string, filters: Filters, bytes: number): void {
    const kept = this.#byJson.get(json) ?? { filters, bytes, streams: 0 };
    if (kept.streams === 0) {
      this.#byJson.set(json, kept);
      this.#bytes += kept.bytes;
    }
    kept.streams++;
    this.forget(streamId);
    this.#byStream.set(streamId, json);
    for (const oldest of this.#byStream.keys()) {
      // The requested stream's filters stay, whatever their size.
      if (this.#bytes <= this.#maxBytes || oldest === streamId) return;
      this.forget(oldest);
    }
  }

  /** Drops a stream's filters; those that no other stream uses are gone. */
  forget(streamId: string): void {
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
