import { LIMITS } from "#protocol";
import type { CommitQueue } from "../chat/commit/commit-queue.ts";
import type { AlarmClock } from "../chat/ports/clock.ts";
import { CAST, type Extra } from "./cast.ts";
import { LINES } from "./lines.ts";

export const MAX_PER_SECOND = 200;
const TICK_MS = 50;
/** Nobody watches a crowd for longer, and a forgotten one must not fill a disk. */
const LASTS_MS = 120_000;
const MAX_STREAMS = 4;
/** One message in so many speaks to somebody. */
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
  /** Messages that are due; what is left of the last one waits here. */
  due: number;
  cancel: () => void;
}

/**
 * Fills streams with a made-up crowd, so that one can see a chat when it is busy.
 *
 * What it writes goes the way of every message: into the log, and from there to
 * everyone in the room. It ends by itself after two minutes, or when the store fails.
 */
export class Crowd {
  readonly #ports: CrowdPorts;
  readonly #shows = new Map<string, Show>();

  constructor(ports: CrowdPorts) {
    this.#ports = ports;
  }

  /** How busy a stream's crowd is; 0 where there is none. */
  perSecond(streamId: string): number {
    return this.#shows.get(streamId)?.perSecond ?? 0;
  }

  /** Makes a stream's crowd as busy as this, from 0 to 200; false if too many streams have one. */
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
    // People do not write in step.
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
