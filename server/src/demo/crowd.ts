import { LIMITS } from "#protocol";
import type { CommitQueue } from "../chat/commit/commit-queue.ts";
import type { AlarmClock } from "../chat/ports/clock.ts";
import { CAST, type Extra } from "./cast.ts";
import { LINES } from "./lines.ts";

export const MAX_PER_SECOND = 200;
const TICK_MS = 50;
/** A crowd ends after this time: a forgotten one must not fill the disk. */
const LASTS_MS = 120_000;
const MAX_STREAMS = 4;
/** One message in this many mentions somebody. */
const MENTION_EVERY = 9;

export interface CrowdPorts {
  commits: CommitQueue;
  clock: AlarmClock;
  /** From 0 to 1, as `Math.random`. */
  random: () => number;
}

interface Show {
  perSecond: number;
  endsAtMs: number;
  /** Messages that are due; the fraction is carried over. */
  due: number;
  cancel: () => void;
}

/**
 * Simulates crowds in streams, to try a busy chat.
 *
 * Its messages take the normal way: into the log, and from there to everyone in the room. It ends
 * after two minutes, or when the store fails.
 */
export class Crowd {
  readonly #ports: CrowdPorts;
  readonly #shows = new Map<string, Show>();

  constructor(ports: CrowdPorts) {
    this.#ports = ports;
  }

  /** Messages per second of a stream's crowd; 0 if there is none. */
  perSecond(streamId: string): number {
    return this.#shows.get(streamId)?.perSecond ?? 0;
  }

  /** Sets the rate of a stream's crowd, from 0 to 200; false if too many streams have one. */
  set(streamId: string, perSecond: number): boolean {
    const show = this.#shows.get(streamId);
    if (perSecond <= 0) {
      this.#end(streamId);
      return true;
    }
    if (!show && this.#shows.size >= MAX_STREAMS) return false;
    show?.cancel();
    this.#shows.set(streamId, {
      perSecond: Math.min(perSecond, MAX_PER_SECOND),
      endsAtMs: this.#ports.clock.nowMs() + LASTS_MS,
      due: 1,
      cancel: () => undefined,
    });
    this.#tick(streamId);
    return true;
  }

  close(): void {
    for (const streamId of [...this.#shows.keys()]) this.#end(streamId);
  }

  #end(streamId: string): void {
    this.#shows.get(streamId)?.cancel();
    this.#shows.delete(streamId);
  }

  #tick(streamId: string): void {
    const { clock, random } = this.#ports;
    const show = this.#shows.get(streamId);
    if (!show) return;
    if (clock.nowMs() >= show.endsAtMs) return this.#end(streamId);
    for (; show.due >= 1; show.due--) this.#write(streamId);
    // Random, because people do not write in step.
    show.due += 2 * random() * show.perSecond * (TICK_MS / 1_000);
    show.cancel = clock.after(TICK_MS, () => this.#tick(streamId));
  }

  #write(streamId: string): void {
    const { userId, nickname, role, lang } = this.#pick(CAST);
    const line = this.#pick(LINES[lang]);
    const message =
      this.#ports.random() < 1 / MENTION_EVERY ? `@${this.#somebody(lang)} ${line}` : line;
    this.#ports.commits
      .append({
        kind: "message",
        streamId,
        author: { userId, nickname, role },
        message: message.slice(0, LIMITS.messageGraphemes),
      })
      .catch(() => this.#end(streamId));
  }

  #somebody(lang: Extra["lang"]): string {
    return this.#pick(CAST.filter((extra) => extra.lang === lang)).nickname;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#ports.random() * from.length)]!;
  }
}
