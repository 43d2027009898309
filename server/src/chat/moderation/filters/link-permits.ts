/** A permit that is not used ends by itself. (SPEC FI14) */
const PERMIT_MS = 600_000;
const MAX_PERMITS = 10_000;

/** Who may post one message with links, where they otherwise might not. (SPEC FI14) */
export class LinkPermits {
  /** Until when each holds, the oldest first. */
  readonly #untilMs = new Map<string, number>();

  grant(streamId: string, userId: string, nowMs: number): void {
    const key = keyOf(streamId, userId);
    this.#untilMs.delete(key);
    this.#untilMs.set(key, nowMs + PERMIT_MS);
    const [oldest] = this.#untilMs.keys();
    if (this.#untilMs.size > MAX_PERMITS && oldest !== undefined) this.#untilMs.delete(oldest);
  }

  has(streamId: string, userId: string, nowMs: number): boolean {
    return (this.#untilMs.get(keyOf(streamId, userId)) ?? 0) > nowMs;
  }

  /** Ends a permit; what it returns gives it back, where there was one. */
  end(streamId: string, userId: string): () => void {
    const key = keyOf(streamId, userId);
    const untilMs = this.#untilMs.get(key);
    this.#untilMs.delete(key);
    return () => {
      if (untilMs !== undefined && !this.#untilMs.has(key)) this.#untilMs.set(key, untilMs);
    };
  }
}

function keyOf(streamId: string, userId: string): string {
  return `${streamId} ${userId}`;
}
