import type { JoinRoom } from "#protocol";
import { comeBackDelayMs, reconnectDelayMs } from "./backoff.ts";
import type { Clock } from "../clock.ts";
import type {
  AnswerTo,
  AskEvent,
  Payload,
  RoomListener,
  ServerEventHandlers,
} from "./server-events.ts";
import { HandshakeJoins } from "./handshake-joins.ts";
import { isFramed } from "./is-framed.ts";
import type { LinkState } from "./connection-state.ts";
import type { Busy, Link, LinkFault, OpenLink } from "./link.ts";
import type { NetworkSignals } from "./network-signals.ts";
import type { ProbeServer } from "./probe-server.ts";
import type { Token } from "./read-token.ts";
import { TokenRefresher, type TokenNews } from "./token-refresher.ts";
import { TransportChoice } from "./transport-choice.ts";

/** A person has to fix these refusals; frequent retries would only load the server. */
const REFUSED_RETRY_MS = 60_000;
/** After this many failed attempts, a server that was reached before is asked for the reason. */
const ASK_WHY_EVERY = 4;
/** This many consecutive attempts with an unknown session are no coincidence. */
const MAX_UNKNOWN_SESSIONS = 3;

export interface ConnectionOptions {
  serverUrl: string;
  token?: Token | undefined;
  /** The current guest credential of this device. (SPEC CN3) */
  guestCredential: () => string | undefined;
}

export interface ConnectionPorts {
  probeServer: ProbeServer;
  networkSignals: NetworkSignals;
  clock: Clock;
  openLink: OpenLink;
}

/**
 * One Socket.IO connection that reconnects by itself, shared by up to five rooms.
 *
 * It retries after random times, at most as long as it has been down; at once when the device wakes
 * up; and after the time that the server asked for.
 */
export class ServerConnection {
  readonly #options: ConnectionOptions;
  /** The page's, which is kept while it is set aside. */
  #token: Token | undefined;
  readonly #transports: TransportChoice;
  readonly #tokens: TokenRefresher;
  readonly #ports: ConnectionPorts;
  readonly #rooms = new Map<string, RoomListener>();
  readonly #events: ServerEventHandlers = {
    entries: (batch) => this.#rooms.get(batch[0])?.onEntries(batch),
    "viewer-count": (count) => this.#rooms.get(count.streamId)?.presence.onCount(count),
    "user-joined": (person) =>
      this.#rooms.get(person.streamId)?.presence.onPerson("joined", person),
    "user-left": (person) => this.#rooms.get(person.streamId)?.presence.onPerson("left", person),
    "me-changed": ({ streamId, me }) => this.#rooms.get(streamId)?.onMe(me),
    "staff-news": (news) => this.#rooms.get(news.streamId)?.onStaffNews(news),
    "message-rejected": ({ streamId, id }) => this.#rooms.get(streamId)?.onRejected(id),
    joining: ({ streamIds }) => (this.#joins.streamIds = streamIds),
    joined: (joined) => this.#joins.onJoined(joined),
    "come-back": ({ afterMs }) => (this.#comeBackAfterMs = afterMs),
  };
  #link: Link | undefined;
  /** The joins in the handshake of the current link. */
  #joins = new HandshakeJoins([]);
  #state: LinkState = { status: "idle" };
  #wasUp = false;
  #attempt = 0;
  /** Since when attempts are needed; the time that the server asked for does not count. */
  #downAtMs = 0;
  #tryCount = 0;
  /** Consecutive attempts whose requests reached servers that do not share sessions. */
  #unknownSessions = 0;
  #comeBackAfterMs: number | undefined;
  #cancelRetry: (() => void) | undefined;
  #nextAttemptAt = 0;
  #stopListening: (() => void) | undefined;

  constructor(options: ConnectionOptions, ports: ConnectionPorts) {
    const { serverUrl, token } = options;
    this.#options = options;
    this.#token = token;
    this.#ports = ports;
    this.#transports = new TransportChoice(serverUrl);
    this.#tokens = new TokenRefresher(token, {
      clock: ports.clock,
      authenticate: (fresh) => this.ask("authenticate", { token: fresh }),
      reconnect: () => this.#tryNow(),
    });
  }

  get state(): LinkState {
    return this.#state;
  }

  get roomCount(): number {
    return this.#rooms.size;
  }

  /** The room of a stream. */
  roomOf(streamId: string): RoomListener | undefined {
    return this.#rooms.get(streamId);
  }

  addRoom(streamId: string, listener: RoomListener): void {
    this.#rooms.set(streamId, listener);
    if (this.#state.status === "idle") this.#open();
  }

  /** The last room to leave closes the connection. */
  removeRoom(streamId: string): void {
    this.#rooms.delete(streamId);
    if (this.#rooms.size === 0) this.#close();
    else this.#link?.emit("leave-room", { streamId });
  }

  /** Sends a request; undefined if no answer arrived. */
  async ask<E extends AskEvent>(event: E, payload: Payload<E>): Promise<AnswerTo<E> | undefined> {
    const isJoin = event === "join-room";
    const joined = isJoin && this.#joins.answerTo(payload as JoinRoom, this.#ports.clock);
    const answer = (await (joined || this.#link?.ask(event, payload))) as AnswerTo<E> | undefined;
    // Not on connecting, because a server that accepts connections and then hangs would be flooded.
    if (answer && isJoin) this.#attempt = 0;
    return answer;
  }

  /**
   * Retries at once instead of at the next scheduled attempt. Does nothing while up or connecting.
   */
  reconnectNow(): void {
    if (this.#cancelRetry) this.#tryNow();
  }

  /** Handles the server's view of this person, which shows the state of the token. */
  onMe(me: TokenNews): void {
    this.#tokens.onMe(me);
  }

  /** The token that the server knows. */
  get token(): string | undefined {
    return this.#tokens.inUse;
  }

  /** Reads the token again, and continues as its person. */
  reauthenticate(): void {
    this.#readFrom(this.#token);
  }

  changeToken(token: Token | undefined): void {
    this.#token = token;
    this.#readFrom(token);
  }

  /** Sets the token aside until it is to be read again, or another one is there. (SPEC ID14) */
  continueAsGuest(): void {
    this.#readFrom(undefined);
  }

  #readFrom(source: Token | undefined): void {
    this.#tokens.source = source;
    if (this.#link?.isConnected) void this.#tokens.renew();
    // Restarts the attempt, which may have read the old token; a scheduled one will read the new.
    else if (!this.#cancelRetry) this.#tryNow();
  }

  /** Drops an unresponsive connection, and opens a new one. */
  reset(): void {
    if (this.#link?.isConnected) this.#onDown();
  }

  #open(): void {
    this.#stopListening = this.#ports.networkSignals.subscribe({
      onWake: () => this.#onWake(),
      onOffline: () => {
        this.#transports.onNetworkChange();
        this.reset();
      },
    });
    this.#tryNow();
  }

  #close(): void {
    this.#state = { status: "idle" };
    this.#tokens.stop();
    this.#stopListening?.();
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#dropLink();
  }

  #tryNow(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#nextAttemptAt = this.#ports.clock.nowMs();
    if (this.#wasUp) this.#change(this.#reconnecting());
    else if (
      this.#state.status === "idle" ||
      (this.#state.status === "offline" && this.#ports.networkSignals.isOnline())
    )
      this.#change({ status: "connecting" });
    this.#connect();
  }

  /** Reads the token first: after connecting, the server allows little time for it. */
  #connect(): void {
    this.#dropLink();
    const tryCount = this.#tryCount;
    const token = this.#tokens.read();
    if (!(token instanceof Promise)) return this.#openLink(token);
    void token.then((token) => tryCount === this.#tryCount && this.#openLink(token));
  }

  #openLink(token: string | undefined): void {
    const { serverUrl, guestCredential: readCredential } = this.#options;
    const guestCredential = readCredential();
    const joins = [...this.#rooms.values()].flatMap((room) => room.joinRequest() ?? []);
    this.#joins = new HandshakeJoins(joins);
    this.#link = this.#ports.openLink(
      {
        serverUrl,
        auth: {
          ...(token && { token }),
          ...(guestCredential && { guestCredential }),
          ...(isFramed() && { framed: true }),
          ...(joins.length > 0 && { joins }),
        },
        transports: this.#transports.order,
        clock: this.#ports.clock,
      },
      {
        onConnect: () => this.#onUp(),
        onDown: (fault) => this.#onDown(fault),
        events: this.#events,
      },
    );
  }

  /** Closes the current link; an attempt that still waits for its token is abandoned. */
  #dropLink(): void {
    this.#tryCount += 1;
    this.#link?.close();
    this.#link = undefined;
  }

  #onWake(): void {
    if (this.#link?.isOverdue(this.#ports.clock.nowMs())) {
      // The device has slept, and only the clock shows it. A new link reads a fresh token first.
      this.#tryNow();
    } else {
      this.reconnectNow();
      if (this.#link?.isConnected) this.#tokens.onWake();
    }
  }

  #onUp(): void {
    this.#wasUp = true;
    this.#unknownSessions = 0;
    this.#change({ status: "up" });
    for (const streamId of this.#joins.streamIds)
      if (!this.#rooms.has(streamId)) this.#link?.emit("leave-room", { streamId });
    this.#joins.streamIds = [];
  }

  #onDown(fault?: LinkFault): void {
    if (this.#state.status === "idle") return;
    this.#unknownSessions = fault === "unknown-session" ? this.#unknownSessions + 1 : 0;
    if (this.#link && this.#state.status === "up") this.#transports.onLost(this.#link);
    this.#dropLink();
    const { clock, networkSignals } = this.#ports;
    const busyMs = (fault as Partial<Busy> | undefined)?.retryAfterMs;
    const afterMs = this.#comeBackAfterMs ?? busyMs;
    this.#comeBackAfterMs = undefined;
    const nowMs = clock.nowMs();
    if (!this.#attempt) this.#downAtMs = nowMs;
    this.#attempt += 1;
    const delayMs =
      afterMs === undefined
        ? reconnectDelayMs(nowMs - this.#downAtMs, clock)
        : comeBackDelayMs(afterMs, clock);
    this.#retryIn(delayMs);
    if (afterMs) this.#downAtMs = this.#nextAttemptAt;
    if (busyMs)
      return this.#change({
        status: "waiting",
        reason: "server-busy",
        nextAttemptAt: this.#nextAttemptAt,
      });
    if (!networkSignals.isOnline()) this.#change({ status: "offline" });
    else if (this.#wasUp) this.#change(this.#reconnecting());
    if (!this.#wasUp || this.#attempt % ASK_WHY_EVERY === 0) void this.#findOutWhy();
  }

  async #findOutWhy(): Promise<void> {
    const attempt = this.#attempt;
    const hasSplitSessions = this.#unknownSessions >= MAX_UNKNOWN_SESSIONS;
    const verdict = hasSplitSessions
      ? "no-sticky-sessions"
      : await this.#ports.probeServer(this.#options.serverUrl);
    const { status } = this.#state;
    if (this.#attempt !== attempt || status === "idle" || status === "offline" || status === "up")
      return;
    const isForPeople = verdict === "origin-not-allowed" || verdict === "version-mismatch";
    // An attempt that is under way by now goes on.
    if (isForPeople && this.#cancelRetry)
      this.#retryIn(REFUSED_RETRY_MS * (1 + this.#ports.clock.random()));
    if (verdict === "welcome") this.#change(this.#reconnecting());
    else if (isForPeople || !this.#wasUp)
      this.#change({ status: "failed", reason: verdict, nextAttemptAt: this.#nextAttemptAt });
  }

  #retryIn(delayMs: number): void {
    this.#cancelRetry?.();
    this.#nextAttemptAt = this.#ports.clock.nowMs() + delayMs;
    this.#cancelRetry = this.#ports.clock.after(delayMs, () => this.#tryNow());
  }

  #reconnecting(): LinkState {
    return {
      status: "reconnecting",
      attempt: this.#attempt,
      nextAttemptAt: this.#nextAttemptAt,
    };
  }

  #change(state: LinkState): void {
    this.#state = state;
    for (const room of [...this.#rooms.values()]) room.onLinkChange();
  }
}
