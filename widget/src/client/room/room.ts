import {
  EntryUnpacker,
  type ChatError,
  type ErrorCode,
  type Joined,
  type JoinRoom,
  type Me,
  type MessageRef,
  type PackedEntries,
  type StaffNews,
} from "#protocol";
import type { ChatSnapshot } from "../chat.ts";
import type { Clock } from "../clock.ts";
import type { ServerConnection } from "../connection/server-connection.ts";
import type { RoomListener } from "../connection/server-events.ts";
import type { ConnectionState, FailureReason } from "../connection/connection-state.ts";
import { isOfNickname, joinRequest, newsOf, turnMs } from "./join-request.ts";
import { reduceLog, type LogAction } from "../log/log-reducer.ts";
import { startMuteClock } from "./mute-remaining.ts";
import { EMPTY_LOG, isBehind, isOutdated, type LogState } from "../log/log-state.ts";
import { RoomPresence } from "./room-presence.ts";
import { Quotes } from "../log/quotes.ts";
import { RoomSubscribers, type RoomSubscriber } from "./room-subscribers.ts";

const REJOIN_MS = 2_000;

/** What a room needs of its connection. */
export type RoomConnection = Pick<
  ServerConnection,
  "state" | "ask" | "onMe" | "reset" | "addRoom" | "removeRoom"
>;

/**
 * One stream over one connection: joins, rejoins, and keeps the log complete. (SPEC LOG4)
 *
 * Several chats of a page may share it; each is notified of everything.
 */
export class Room implements RoomListener {
  readonly presence: RoomPresence;
  /**
   * The number of messages that wait for review, and the last action; only for staff. (SPEC MO11)
   */
  news: ChatSnapshot["news"];
  /** Why the last nickname was refused. */
  nicknameError: ErrorCode | undefined;
  isLoadingOlder = false;
  me: Me | undefined;
  log: LogState = EMPTY_LOG;
  readonly #streamId: string;
  readonly #connection: RoomConnection;
  readonly #clock: Clock;
  readonly #chats = new RoomSubscribers();
  /** The first row that each chat needs, by its seq; a chat that is missing needs all of them. */
  readonly #neededFrom = new Map<RoomSubscriber, number>();
  #nickname: string | undefined;
  readonly #unpacker = new EntryUnpacker();
  readonly #quotes: Quotes;
  #isJoined = false;
  #refusal: FailureReason | undefined;
  #hint: string | undefined;
  #waiting: (ConnectionState & { status: "waiting" }) | undefined;
  #isFetching = false;
  #joinCount = 0;
  /** How often the log was replaced: answers to earlier requests are ignored. */
  #snapshotCount = 0;
  #cancelRejoin: (() => void) | undefined;

  constructor(
    connection: RoomConnection,
    streamId: string,
    nickname: string | undefined,
    clock: Clock,
  ) {
    this.#connection = connection;
    this.#streamId = streamId;
    this.#nickname = nickname;
    this.#clock = clock;
    this.presence = new RoomPresence({
      nowMs: () => clock.nowMs(),
      seq: () => this.log.position.seq,
      onChange: () => this.#chats.tell("onChange"),
    });
    this.#quotes = new Quotes(connection, streamId, (row) => this.apply({ kind: "quoted", row }));
  }

  get connectionState(): ConnectionState {
    const link = this.#connection.state;
    if (link.status !== "up") return link;
    if (this.#refusal) return { status: "failed", reason: this.#refusal };
    if (this.#isJoined) return { status: "live" };
    if (this.#waiting) return this.#waiting;
    if (!this.me) return { status: "connecting" };
    return { status: "reconnecting", attempt: 0, nextAttemptAt: 0 };
  }

  onLinkChange(): void {
    if (this.#connection.state.status !== "up") this.#close();
    else if (!this.#isJoined) void this.#join();
    this.#chats.tell("onChange");
  }

  joinRequest(): JoinRoom {
    return joinRequest(this.#streamId, this.#nickname, this.me && this.log);
  }

  onEntries(packed: PackedEntries): void {
    const batch = this.#unpacker.unpack(packed);
    if (!batch) void this.#fetchMissing();
    else if (this.me) this.apply({ kind: "entries", ...batch });
  }

  onStaffNews(news: StaffNews): void {
    this.news = news;
    this.#chats.tell("onChange");
  }

  onRejected(id: string): void {
    this.apply({ kind: "rejected", id });
  }

  onMe(me: Me): void {
    // For the page's developer; the visitor sees another text. (SPEC ID12)
    if (me.hint && me.hint !== this.#hint) console.warn(`live-chat: ${me.hint}`);
    this.#hint = me.hint;
    this.me = me;
    if (me.reason === "name-taken") this.nicknameError = me.reason;
    startMuteClock(me);
    this.#connection.onMe(me);
    this.#chats.tell("onMe", me);
    this.#chats.tell("onChange");
  }

  /** Joins again under another name, or to check whether the name is still ours. (SPEC JR5) */
  rename(nickname: string | undefined = this.#nickname): void {
    this.#nickname = nickname;
    this.nicknameError = undefined;
    if (this.#connection.state.status === "up") void this.#join();
  }

  async loadOlder(): Promise<void> {
    if (this.isLoadingOlder || !this.#isJoined || !this.log.hasOlder) return;
    this.isLoadingOlder = true;
    this.#chats.tell("onChange");
    const { oldestSeq } = this.log;
    const snapshotCount = this.#snapshotCount;
    const page = { streamId: this.#streamId, before: oldestSeq };
    const answer = await this.#connection.ask("load-history", page);
    this.isLoadingOlder = false;
    // A new snapshot may have arrived first; then the page does not join up, and may be older.
    const isOfThisLog = snapshotCount === this.#snapshotCount && this.log.oldestSeq === oldestSeq;
    if (answer?.ok && isOfThisLog) {
      this.#neededFrom.clear();
      this.apply({ kind: "older", messages: answer.messages, more: answer.more });
    }
    this.#chats.tell("onChange");
  }

  loadQuoted(ref: MessageRef): void {
    if (this.#isJoined && !this.log.quoted.has(ref.id)) this.#quotes.load(ref);
  }

  /** Applies what the server has sent, or what a chat knows of its own messages. */
  apply(action: LogAction): void {
    const log = reduceLog(this.log, action);
    if (log === this.log) return;
    const isNew = !isOutdated(this.log) || action.kind === "joined";
    this.log = log;
    if (isOutdated(log) && isNew)
      this.#rejoinIn(turnMs(this.#clock.random(), this.presence.viewers));
    else if (isBehind(log)) void this.#fetchMissing();
    this.#chats.tell("onChange");
  }

  /** Notes that a chat needs only the newest rows, and drops those that no chat needs. */
  trim(chat: RoomSubscriber, keepRows: number): void {
    const { rows, position } = this.log;
    const first = rows[Math.max(0, rows.length - keepRows)];
    this.#neededFrom.set(chat, first?.seq ?? position.seq + 1);
    const needed = [...this.#chats].map((each) => this.#neededFrom.get(each) ?? 0);
    this.apply({ kind: "trimmed", beforeSeq: Math.min(...needed) });
  }

  get isShared(): boolean {
    return this.#chats.size > 1;
  }

  enter(chat: RoomSubscriber): void {
    this.#chats.add(chat);
    if (!this.isShared) {
      this.#connection.addRoom(this.#streamId, this);
      return this.onLinkChange();
    }
    if (this.me) chat.onMe(this.me);
    if (this.#isJoined) chat.onOpen();
    chat.onChange();
  }

  /** The last chat to leave closes the room. */
  leave(chat: RoomSubscriber): void {
    this.#chats.delete(chat);
    this.#neededFrom.delete(chat);
    if (this.#chats.size > 0) return;
    this.#close();
    this.#connection.removeRoom(this.#streamId);
  }

  async #join(): Promise<void> {
    this.#cancelRejoin?.();
    this.#refusal = undefined;
    const joinCount = ++this.#joinCount;
    const answer = await this.#connection.ask("join-room", this.joinRequest());
    if (joinCount !== this.#joinCount) return;
    if (!answer) {
      // Connected, but silent: a new connection is better than a chat that only looks live.
      this.#connection.reset();
    } else if (answer.ok) {
      this.#onJoined(answer);
    } else if (isOfNickname(answer.error) && this.#nickname !== undefined) {
      this.nicknameError = answer.error.code;
      this.#nickname = this.#nickname === this.me?.nickname ? undefined : this.me?.nickname;
      void this.#join();
    } else if (answer.error.retryable && answer.error.code !== "token-not-yet-valid") {
      this.#wait(answer.error);
    } else {
      this.#refusal = answer.error.code;
      console.warn(`live-chat: ${answer.error.message}`);
      this.#connection.onMe({ ...answer.error, reason: answer.error.code });
      this.#close();
      this.#chats.tell("onChange");
    }
  }

  #onJoined(joined: Joined): void {
    this.me = joined.me;
    this.#isJoined = true;
    this.presence.viewers = joined.room.viewers;
    this.news = newsOf(joined);
    if (joined.guestCredential) this.#chats.tell("onGuestCredential", joined.guestCredential);
    if (!joined.recovered) {
      this.#snapshotCount += 1;
      this.#neededFrom.clear();
      this.#quotes.startOver();
    }
    this.apply({ kind: "joined", joined });
    this.onMe(joined.me);
    this.#chats.tell("onOpen");
  }

  #close(): void {
    this.#joinCount += 1;
    this.#cancelRejoin?.();
    this.#isJoined = false;
    this.#waiting = undefined;
    this.#chats.tell("onClosed");
  }

  async #fetchMissing(): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    const { epoch, seq: after } = this.log.position;
    const answer = await this.#connection.ask("fetch-entries", { streamId: this.#streamId, after });
    this.#isFetching = false;
    if (!this.#isJoined) return;
    if (answer?.ok) this.apply({ kind: "entries", epoch, entries: answer.entries });
    // No answer, or nothing that follows: trimmed, or the log was replaced. A join decides.
    if (this.log.position.seq === after && isBehind(this.log)) this.#rejoinIn(REJOIN_MS);
  }

  /** The server is up, but asks to retry later. (SPEC JR9) */
  #wait({ code, retryAfterMs = REJOIN_MS }: ChatError): void {
    const nextAttemptAt = this.#clock.nowMs() + retryAfterMs;
    this.#waiting = { status: "waiting", reason: code, nextAttemptAt };
    this.#rejoinIn(retryAfterMs);
    this.#chats.tell("onChange");
  }

  #rejoinIn(delayMs: number): void {
    this.#cancelRejoin?.();
    this.#cancelRejoin = this.#clock.after(delayMs, () => void this.#join());
  }
}
