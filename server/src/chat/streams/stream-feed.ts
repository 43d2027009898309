import {
  START,
  type ChatMessage,
  type Entry,
  type Pin,
  type Position,
  type RoomMode,
} from "#protocol";
import { JoinAnswerCache, type JoinAnswer } from "./join-answer-cache.ts";
import { toViewerEntry, type LogBatch, type LogEntry } from "../ports/log-entry.ts";
import { altersHistory, LogWindow } from "./log-window.ts";
import type { Head, LogTail, MessageLog } from "../ports/message-log.ts";
import { SerialReads } from "./serial-reads.ts";

export interface StreamFeedOptions {
  /** Messages in a snapshot. (SPEC JR2) */
  historyLimit: number;
  /** Number of missed entries that a client can still get as a delta. (SPEC LOG4) */
  recoveryEntries: number;
  /** Called with entries that became visible, in order of `seq`, each entry once. */
  onEntries: (batch: LogBatch) => void;
  /** Called when the store holds another log than the one that was shown. */
  onDiverged: (streamId: string) => void;
}

const CATCH_UP_PAGE = 1_000;

/**
 * Number of cached older parts of snapshots: one for everyone, and those of shadow-banned people.
 */
const OLDER_KEPT = 8;

/**
 * The newest part of one stream's log, in memory, and the only place where a committed entry
 * becomes visible on this node.
 *
 * Joins and recoveries are answered from here, so a crowd that reconnects costs
 * one query for each stream, not for each viewer.
 */
export class StreamFeed {
  readonly streamId: string;
  readonly #log: MessageLog;
  readonly #options: StreamFeedOptions;
  readonly #window = new LogWindow();
  #epoch: string;
  #mode: RoomMode;
  #pinned: Pin | undefined;
  /**
   * The newest messages from before the window's floor, read when a snapshot first needs them.
   * Keyed by viewer, because an author with shadowed messages sees more. (SPEC HE6)
   */
  readonly #older = new Map<string | undefined, { floor: number; messages: ChatMessage[] }>();
  readonly #shadowedAuthors: Set<string>;
  readonly #answers = new JoinAnswerCache();
  readonly #reads = new SerialReads();
  #isOver = false;

  private constructor(
    streamId: string,
    log: MessageLog,
    options: StreamFeedOptions,
    tail: LogTail,
  ) {
    this.streamId = streamId;
    this.#log = log;
    this.#options = options;
    this.#mode = tail.mode ?? {};
    this.#pinned = tail.pinned;
    this.#epoch = tail.epoch;
    this.#shadowedAuthors = new Set(tail.shadowedAuthors);
    this.#window.append(tail.entries);
  }

  /** Reads the end of a stream's log. */
  static async open(
    streamId: string,
    log: MessageLog,
    options: StreamFeedOptions,
  ): Promise<StreamFeed> {
    return new StreamFeed(
      ...([streamId, log, options] as const),
      await log.readTail(streamId, tailLength(options)),
    );
  }

  /** The end of the log as this node has shown it. */
  get position(): Position {
    const head = this.#window.head;
    return { ...START, epoch: this.#epoch, ...(head && { seq: head.seq, id: head.id }) };
  }

  /** The mode of the room and its pinned message, as of `position`. (SPEC MO6, MO9) */
  get roomState(): { mode?: RoomMode; pinned?: Pin } {
    return {
      ...(Object.keys(this.#mode).length > 0 && { mode: this.#mode }),
      ...(this.#pinned && { pinned: this.#pinned }),
    };
  }

  /**
   * Makes committed entries visible, each once. (SPEC LOG6)
   *
   * The entries are consecutive. If entries before them are missing, another node wrote those, and
   * they are read from the store before anything is shown.
   */
  show(epoch: string, entries: readonly LogEntry[]): void {
    const head = this.position;
    if (head.epoch === "") this.#epoch = epoch;
    if (epoch !== this.#epoch || entries.some((entry) => this.#contradicts(entry)))
      return this.#diverge();
    const fresh = entries.filter((entry) => entry.seq > head.seq);
    if (fresh.length === 0) return;
    if (fresh[0]!.seq === head.seq + 1) this.#append(fresh);
    else this.catchUpTo(epoch, fresh[0]!.seq);
  }

  /** Reads missing entries if the store is known to be ahead of what was shown. */
  catchUpTo(epoch: string, seq: number): void {
    // If the store fails here, the next entry finds the same gap and tries again.
    this.#readUpTo(epoch, seq).catch(() => undefined);
  }

  /**
   * Shows entries that the store has beyond those shown; rejects if it cannot be read. `head` was
   * read after this feed stood at `asked`, so a head behind that belongs to another log.
   */
  async reconcileHead(head: Head | undefined, asked: Position): Promise<void> {
    const { epoch, seq, firstSeq } = head ?? { ...START, firstSeq: 1 };
    if (seq < asked.seq) return this.#diverge();
    if (epoch !== "") await this.#readUpTo(epoch, seq);
    if (firstSeq > this.#window.floor) this.dropBefore(firstSeq);
  }

  /**
   * The answer for a client at position `after`, or undefined if `prepare` must read something
   * first. The live feed continues directly after it.
   */
  answer(after?: Position, userId?: string): JoinAnswer | undefined {
    const viewerId = this.#ownLogOf(userId);
    if (after && this.#mayRecover(after)) {
      if (!this.#window.reaches(placeOf(after))) return undefined;
      if (this.#window.holds(after))
        return viewerId === undefined
          ? this.#answers.delta(after.seq, () => this.#buildDelta(after.seq))
          : this.#buildDelta(after.seq, viewerId);
    }
    return viewerId === undefined
      ? this.#answers.snapshot(() => this.#buildSnapshot())
      : this.#buildSnapshot(viewerId);
  }

  /** The best answer from memory alone, for when the store cannot be read. (SPEC LOG7) */
  answerFromMemory(userId?: string): JoinAnswer {
    const viewerId = this.#ownLogOf(userId);
    const build = (): JoinAnswer => ({
      position: this.position,
      recovered: false,
      messages: this.#window.messages(this.streamId, this.#options.historyLimit, viewerId),
      more: this.#window.floor > 1,
    });
    return viewerId === undefined ? this.#answers.partial(build) : build();
  }

  /** Reads what `answer` lacks. All waiting callers share the result or the failure. */
  prepare(after?: Position, userId?: string): Promise<void> {
    const viewerId = this.#ownLogOf(userId);
    const read = async (): Promise<void> => {
      if (after && this.#mayRecover(after)) await this.#reachBackTo(placeOf(after));
      await this.#readOlderMessages(viewerId);
    };
    return viewerId === undefined ? this.#reads.addShared(read) : this.#reads.add(read);
  }

  /** Whether memory has every entry after a seq. */
  reachesBackTo(seq: number): boolean {
    return this.#window.reaches(seq);
  }

  /** The entries after a seq, from memory if possible. (SPEC EN5) */
  async entriesAfter(seq: number, limit: number, userId?: string): Promise<Entry[]> {
    if (this.#window.reaches(seq)) return this.#after(seq, userId).slice(0, limit);
    const { found, asOf } = await this.#readOlder(() =>
      this.#log.readEntries(this.streamId, seq, limit),
    );
    return this.#window.withRemovals(found, asOf).map((entry) => toViewerEntry(entry, userId));
  }

  /** The newest messages before a seq, oldest first, from the store. (SPEC HI1, LOG5) */
  async messagesBefore(
    seq: number,
    limit: number,
    userId?: string,
  ): Promise<{ messages: ChatMessage[]; more: boolean }> {
    // Reads one more than requested, to know whether there are more.
    const { found, asOf } = await this.#readOlder(() =>
      this.#log.readMessages(this.streamId, seq, limit + 1, this.#ownLogOf(userId)),
    );
    const messages = this.#window.withoutRemoved(found.slice(-limit), asOf);
    return { messages, more: found.length > limit };
  }

  /** Drops entries that the store has deleted. (SPEC LOG8) */
  dropBefore(seq: number): void {
    this.#window.dropBefore(Math.min(seq, this.position.seq));
    this.#older.clear();
    this.#answers.clear();
  }

  /**
   * Shows nothing from now on, because its room was dropped. A read that is under way would show its
   * entries a second time to those in the room that was opened after it.
   */
  end(): void {
    this.#isOver = true;
  }

  /** Keeps only what a new client needs, while the room is empty. */
  trimToTail(): void {
    this.#window.trim(tailLength(this.#options));
    this.#older.clear();
    this.#answers.clear();
  }

  /** The user id of a viewer with a log of their own, because of shadowed messages. (SPEC HE6) */
  #ownLogOf(userId: string | undefined): string | undefined {
    return userId !== undefined && this.#shadowedAuthors.has(userId) ? userId : undefined;
  }

  #after(seq: number, userId?: string): Entry[] {
    return this.#window.after(seq).map((entry) => toViewerEntry(entry, userId));
  }

  #buildDelta(afterSeq: number, viewerId?: string): JoinAnswer {
    const entries = this.#after(afterSeq, viewerId);
    return { position: this.position, recovered: true, entries };
  }

  #mayRecover({ epoch, seq }: Position): boolean {
    const behind = this.position.seq - seq;
    const sameLog = epoch === this.#epoch || (seq === 0 && epoch === "");
    return sameLog && behind >= 0 && behind <= this.#options.recoveryEntries;
  }

  #contradicts(entry: LogEntry): boolean {
    const shown = this.#window.at(entry.seq);
    return shown !== undefined && shown.id !== entry.id;
  }

  #append(fresh: LogEntry[]): void {
    this.#window.append(fresh);
    this.#window.trim(this.#options.recoveryEntries);
    if (fresh.some(altersHistory)) this.#older.clear();
    for (const entry of fresh) {
      if (entry.kind === "mode") this.#mode = entry.mode;
      if (entry.kind === "pin") this.#pinned = entry.pinned ?? undefined;
      if (entry.kind === "shadowed") this.#shadowedAuthors.add(entry.message.userId);
    }
    this.#answers.clear();
    if (this.#isOver) return;
    this.#options.onEntries({ streamId: this.streamId, epoch: this.#epoch, entries: fresh });
  }

  #diverge(): void {
    if (!this.#isOver) this.#options.onDiverged(this.streamId);
  }

  async #readUpTo(epoch: string, seq: number): Promise<void> {
    if (this.#epoch === "") this.#epoch = epoch;
    if (epoch !== this.#epoch) return this.#diverge();
    if (seq > this.position.seq) await this.#reads.add(() => this.#catchUp(seq));
  }

  async #catchUp(seq: number): Promise<void> {
    while (this.position.seq < seq) {
      const read = await this.#log.readEntries(this.streamId, this.position.seq, CATCH_UP_PAGE);
      const fresh = read.filter((entry) => entry.seq > this.position.seq);
      if (fresh.length > 0) this.#append(fresh);
      if (read.length < CATCH_UP_PAGE) return;
    }
  }

  /**
   * Reads entries that the window does not hold, and returns the seq that they are as of. The
   * window knows later removals; later restorations require another read. (SPEC LOG5, EN9)
   */
  async #readOlder<T>(read: () => Promise<T[]>): Promise<{ found: T[]; asOf: number }> {
    for (;;) {
      const asOf = this.position.seq;
      const found = await read();
      const isKnown = this.#window.reaches(asOf);
      const since = this.#window.after(asOf);
      if (isKnown && !since.some(({ kind }) => kind === "restoration")) return { found, asOf };
    }
  }

  /** Extends the window as far back as any delta may reach, so that later joins need no read. */
  async #reachBackTo(seq: number): Promise<void> {
    if (this.#window.reaches(seq)) return;
    const asOf = this.position.seq;
    const start = Math.max(0, asOf - this.#options.recoveryEntries - 1);
    const count = this.#window.floor - 1 - start;
    this.#window.prepend(await this.#log.readEntries(this.streamId, start, count), asOf);
    this.#answers.clear();
  }

  async #readOlderMessages(viewerId?: string): Promise<void> {
    // Repeats if the window was cut meanwhile because older messages were restored.
    while (!this.#buildSnapshot(viewerId)) {
      const [{ floor }, { seq }] = [this.#window, this.position];
      const messages = await this.#log.readMessages(this.streamId, floor, this.#wanted, viewerId);
      if (this.#older.size >= OLDER_KEPT) this.#older.clear();
      this.#older.set(viewerId, { floor, messages: this.#window.withoutRemoved(messages, seq) });
    }
  }

  /** One message more than a snapshot holds, to know whether there are older ones. */
  get #wanted(): number {
    return this.#options.historyLimit + 1;
  }

  #buildSnapshot(viewerId?: string): JoinAnswer | undefined {
    let messages = this.#window.messages(this.streamId, this.#wanted, viewerId);
    if (messages.length < this.#wanted && this.#window.floor > 1) {
      const older = this.#older.get(viewerId);
      if (older?.floor !== this.#window.floor) return undefined;
      messages = [...older.messages, ...messages];
    }
    return {
      position: this.position,
      recovered: false,
      messages: newest(messages, this.#options.historyLimit),
      more: messages.length > this.#options.historyLimit,
    };
  }
}

/** The seq after which a window must reach to tell whether it contains a client's last entry. */
function placeOf({ seq }: Position): number {
  return Math.max(0, seq - 1);
}

/** Enough for a snapshot of which half was removed; at least one, to know the position. */
function tailLength({ historyLimit }: StreamFeedOptions): number {
  return Math.max(1, 2 * historyLimit);
}

/** The last `count` items of a list. */
function newest<T>(list: T[], count: number): T[] {
  return count === 0 ? [] : list.slice(-count);
}
