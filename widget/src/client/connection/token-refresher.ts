import type { Answer, Me } from "#protocol";
import type { Clock } from "../clock.ts";
import { readToken, type Token } from "./read-token.ts";

/** So long before a token runs out the next is asked for; of a short life, the last fifth. */
const LEAD_MS = 60_000;
/** When to ask again a page that had nothing newer, or failed; each time twice as late. */
const FIRST_RETRY_MS = 10_000;
const MAX_RETRY_MS = 60_000;
/** Longer timers go off at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface TokenRefresherPorts {
  clock: Clock;
  /** Gives the connection as it stands a fresh token. (SPEC ID5) */
  authenticate(token: string): Promise<Answer<{ expiresAtMs: number }> | undefined>;
  /** Connects anew, which reads the token again: it is another person's, or nobody's. */
  reconnect(): void;
}

/** What of a room's answer is about the token. */
type TokenNews = Pick<Me, "expiresAtMs" | "reason" | "retryAfterMs">;

/** Keeps a connection's token fresh, and its person the one whom the host page names. */
export class TokenRefresher {
  readonly #ports: TokenRefresherPorts;
  #source: Token | undefined;
  /** What the connection was made or refreshed with. */
  #inUse: string | undefined;
  #isAccepted = false;
  #isStopped = false;
  #renewing: Promise<void> | undefined;
  /** Whether somebody asked for the token, and the page has not answered since. */
  #isDue = false;
  /** What the page answered too late for the connection that asked; for the next one. */
  #late: string | undefined;
  /** When the timer goes off that asks next. */
  #dueAtMs = Infinity;
  #retryMs = FIRST_RETRY_MS;
  #cancel: (() => void) | undefined;

  constructor(source: Token | undefined, ports: TokenRefresherPorts) {
    this.#source = source;
    this.#ports = ports;
  }

  /** The token to connect with, if there is one. */
  async read(): Promise<string | undefined> {
    this.#isStopped = false;
    const source = this.#source;
    const token = this.#late ?? (await this.#ask());
    this.#late = undefined;
    if (source !== this.#source) return this.read();
    this.#inUse = token ?? undefined;
    if (token === undefined) this.#askAgain();
    return this.#inUse;
  }

  /** Takes in what the server says of this connection. */
  onMe({ expiresAtMs, reason, retryAfterMs }: TokenNews): void {
    const wasAccepted = this.#isAccepted;
    if (reason === "token-not-yet-valid") return this.#reconnectIn(retryAfterMs);
    this.#isAccepted = reason !== "token-expired" && reason !== "invalid-token";
    if (this.#isAccepted) this.#askBefore(expiresAtMs);
    // A token that was never any good is not replaced in a hurry, or the next one could loop.
    else if (wasAccepted) void this.renew();
    else this.#askAgain();
  }

  /** Timers stand still in a device that sleeps. */
  onWake(): void {
    if (!this.#inUse || this.#ports.clock.nowMs() >= this.#dueAtMs) void this.renew();
  }

  /** Asks for the token again, and goes on as whoever it names. */
  renew(): Promise<void> {
    this.#isDue = true;
    return (this.#renewing ??= this.#renewWhileDue().finally(() => (this.#renewing = undefined)));
  }

  /** What the server knows this connection by. */
  get inUse(): string | undefined {
    return this.#inUse;
  }

  /** The next to be asked. */
  set source(source: Token | undefined) {
    this.#late = undefined;
    this.#source = source;
  }

  /** Leaves no timer behind. */
  stop(): void {
    this.#isStopped = true;
    this.#clear();
  }

  /** Once more for whoever asked after the page had answered: it may name somebody else by now. */
  async #renewWhileDue(): Promise<void> {
    while (this.#isDue && !this.#isStopped) await this.#renew();
  }

  async #renew(): Promise<void> {
    const source = this.#source;
    const token = await this.#ask();
    if (this.#isStopped) return;
    if (source !== this.#source) return this.#renew();
    this.#isDue = false;
    if (token === undefined) return this.#askAgain();
    await this.#goOnWith(token);
  }

  /** Asks the page; what it answers later than it should is used as soon as it comes. */
  #ask(): Promise<string | null | undefined> {
    const source = this.#source;
    return readToken(source, this.#ports.clock, (token) => {
      if (this.#isStopped || source !== this.#source) return;
      // Asked again, the page might be as slow again.
      this.#late = token ?? undefined;
      void this.#goOnWith(token);
    });
  }

  async #goOnWith(token: string | null): Promise<void> {
    if (token === (this.#inUse ?? null)) {
      if (token && this.#dueAtMs === Infinity) this.#askAgain();
      return;
    }
    if (!token || !this.#inUse) return this.#ports.reconnect();
    const answer = await this.#ports.authenticate(token);
    // Without an answer the connection is gone, and the next one reads the token.
    if (!answer) return;
    if (answer.ok) {
      this.#inUse = token;
      this.#askBefore(answer.expiresAtMs);
    } else if (answer.error.code === "different-person") this.#ports.reconnect();
    else this.#askAgain();
  }

  /** On a device whose clock is wrong, the server says when a token is over. (SPEC ID4) */
  #askBefore(expiresAtMs: number | undefined): void {
    this.#retryMs = FIRST_RETRY_MS;
    const leftMs = (expiresAtMs ?? 0) - this.#ports.clock.nowMs();
    if (leftMs > 0) this.#askIn(leftMs - Math.min(LEAD_MS, leftMs / 5));
  }

  #askAgain(): void {
    this.#askIn(this.#retryMs);
    this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2);
  }

  /** The same token will do then; not for all at the same moment. (SPEC ID9) */
  #reconnectIn(ms = FIRST_RETRY_MS): void {
    this.#clear();
    this.#isAccepted = false;
    if (this.#isStopped) return;
    const { clock, reconnect } = this.#ports;
    const afterMs = Math.min(ms * (1 + clock.random() / 5), MAX_TIMER_MS);
    this.#cancel = clock.after(afterMs, () => reconnect());
  }

  #askIn(ms: number): void {
    this.#clear();
    // A string gets no fresher.
    if (this.#isStopped || typeof this.#source !== "function") return;
    const { clock } = this.#ports;
    this.#dueAtMs = clock.nowMs() + ms;
    this.#cancel = clock.after(Math.min(ms, MAX_TIMER_MS), () => {
      this.#dueAtMs = Infinity;
      void this.renew();
    });
  }

  #clear(): void {
    this.#cancel?.();
    this.#dueAtMs = Infinity;
  }
}
