import type { ShowMinute, ShowWriter } from "#protocol";
import type { NotedMinute, WrittenMessage } from "../ports/show-store.ts";

interface Writer {
  nickname: string;
  messages: number;
}

/**
 * Counts messages per step of time. (SPEC RP2)
 *
 * Receives the log newest first, in pages, so that it holds the people of only one step at a time.
 */
export class ActivityCount {
  readonly #stepMs: number;
  readonly #minutes = new Map<number, ShowMinute>();
  readonly #writers = new Map<string, Writer>();
  #stepPeople = new Set<string>();
  #stepAtMs: number | undefined;

  constructor(stepMs: number) {
    this.#stepMs = stepMs;
  }

  addMessages(messages: readonly WrittenMessage[]): void {
    for (const { atMs, userId, nickname, stands } of messages) {
      const minute = this.#at(atMs);
      if (minute.atMs !== this.#stepAtMs) {
        this.#stepAtMs = minute.atMs;
        this.#stepPeople = new Set();
      }
      if (!stands) {
        minute.removed += 1;
        continue;
      }
      minute.messages += 1;
      if (!this.#stepPeople.has(userId)) {
        this.#stepPeople.add(userId);
        minute.people += 1;
      }
      const writer = this.#writers.get(userId);
      if (writer) writer.messages += 1;
      else this.#writers.set(userId, { nickname, messages: 1 });
    }
  }

  /** For a step of several minutes, the maximum of their viewers. */
  addNotes(notes: readonly NotedMinute[]): void {
    for (const { atMs, viewers, held } of notes) {
      const minute = this.#at(atMs);
      minute.held += held;
      minute.viewers = Math.max(minute.viewers ?? 0, viewers);
    }
  }

  /** Every step with activity, oldest first. */
  get minutes(): ShowMinute[] {
    return [...this.#minutes.values()].sort((a, b) => a.atMs - b.atMs);
  }

  get people(): number {
    return this.#writers.size;
  }

  /** The people with the most messages, in descending order. */
  topWriters(count: number): ShowWriter[] {
    return [...this.#writers]
      .map(([userId, { nickname, messages }]) => ({ userId, nickname, messages }))
      .sort((a, b) => b.messages - a.messages || (a.userId < b.userId ? -1 : 1))
      .slice(0, count);
  }

  #at(ms: number): ShowMinute {
    const atMs = ms - (ms % this.#stepMs);
    const known = this.#minutes.get(atMs);
    if (known) return known;
    const minute = emptyMinute(atMs);
    this.#minutes.set(atMs, minute);
    return minute;
  }
}

export function emptyMinute(atMs: number): ShowMinute {
  return { atMs, messages: 0, people: 0, removed: 0, held: 0 };
}
