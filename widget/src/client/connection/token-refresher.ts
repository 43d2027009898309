import { isTokenRefusal, type Answer, type Me } from "#protocol";
import type { Clock } from "../clock.ts";
import { readToken, type Token } from "./read-token.ts";

/** How long before the expiry a new token is requested; for short-lived tokens the last fifth. */
const LEAD_MS = 60_000;
/** Retry delay if the page had no newer token, or failed; doubled each time. */
const FIRST_RETRY_MS = 10_000;
const MAX_RETRY_MS = 60_000;
/** Longer timers fire immediately. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface TokenRefresherPorts {
  clock: Clock;
  /** Sends a fresh token on the existing connection. (SPEC ID5) */
  authenticate(token: string): Promise<Answer<{ expiresAtMs: number }> | undefined>;
  /** Reconnects, which reads the token again: it is another person's, or there is none. */
  reconnect(): void;
}

/** The part of a room's answer that concerns the token. */
export type TokenNews = Pick<Me, "expiresAtMs" | "reason" | "retryAfterMs">;

/** Keeps a connection's token fresh, and its person the one that the host page names. */
export class TokenRefresher {
  readonly #ports: TokenRefresherPorts;
  #source: Token | undefined;
  /** The token that the connection was opened or refreshed with. */
  #inUse: string | undefined;
  #isAccepted = false;
  #isStopped = false;
  #renewing: Promise<void> | undefined;
  /** Whether a renewal was requested that the page has not answered. */
  #isDue = false;
  /** A late answer of the page, for the next connection. */
  #late: string | undefined;
  /** When the renewal timer fires. */
  #dueAtMs = Infinity;
  #retryMs = FIRST_RETRY_MS;
  #cancel: (() => void) | undefined;

  constructor(source: Token | undefined, ports: TokenRefresherPorts) {
    this.#source = source;
    this.#ports = ports;
  }

  /** The token to connect with, if there is one; at once unless the page's function takes time. */
  read(): string | undefined | Promise<string | undefined> {
    this.#isStopped = false;
    const source = this.#source;
    const answer = this.#late ?? this.#ask();
    if (!(answer instanceof Promise)) return this.#use(answer);
    return answer.then((token) => (source === this.#source ? this.#use(token) : this.read()));
  }

  #use(token: string | null | undefined): string | undefined {
    this.#late = undefined;
    this.#inUse = token ?? undefined;
    if (token === undefined) this.#askAgain();
    return this.#inUse;
  }

  /** Handles the server's view of this connection. */
  onMe({ expiresAtMs, reason, retryAfterMs }: TokenNews): void {
    const wasAccepted = this.#isAccepted;
    if (reason === "token-not-yet-valid") return this.#reconnectIn(retryAfterMs);
    this.#isAccepted = !isTokenRefusal(reason);
    if (this.#isAccepted) this.#askBefore(expiresAtMs);
    // A token that was never accepted is not replaced at once, because the next one could loop.
    else if (wasAccepted) void this.renew();
    else this.#askAgain();
  }

  /** Timers stop while a device sleeps. */
  onWake(): void {
    if (!this.#inUse || this.#ports.clock.nowMs() >= this.#dueAtMs) void this.renew();
  }

  /** Reads the token again, and continues as its person. */
  renew(): Promise<void> {
    this.#isDue = true;
    return (this.#renewing ??= this.#renewWhileDue().finally(() => (this.#renewing = undefined)));
  }

  /** The token that the server knows. */
  get inUse(): string | undefined {
    return this.#inUse;
  }

  /** The source of the next token. */
  set source(source: Token | undefined) {
    this.#late = undefined;
    // Another function: what the same one is answering may be of somebody who has signed out.
    this.#source = typeof source === "function" ? () => source() : source;
  }

  /** Cancels its timer. */
  stop(): void {
    this.#isStopped = true;
    this.#clear();
  }

  /**
   * Repeats if a renewal was requested after the page had answered: it may name somebody else now.
   */
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

  /** Reads the page's token; a late answer is used as soon as it arrives. */
  #ask(): ReturnType<typeof readToken> {
    const source = this.#source;
    return readToken(source, this.#ports.clock, (token) => {
      if (this.#isStopped || source !== this.#source) return;
      // Stored, because another request might be as slow.
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
    // Without an answer the connection is lost, and the next one reads the token.
    if (!answer) return;
    if (answer.ok) {
      this.#inUse = token;
      this.#askBefore(answer.expiresAtMs);
    } else if (answer.error.code === "different-person") this.#ports.reconnect();
    else this.#askAgain();
  }

  /** If the device's clock is wrong, the server reports the expiry of a token. (SPEC ID4) */
  #askBefore(expiresAtMs: number | undefined): void {
    this.#retryMs = FIRST_RETRY_MS;
    const leftMs = (expiresAtMs ?? 0) - this.#ports.clock.nowMs();
    if (leftMs > 0) this.#askIn(leftMs - Math.min(LEAD_MS, leftMs / 5));
  }

  #askAgain(): void {
    this.#askIn(this.#retryMs);
    this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2);
  }

  /** The same token will be valid then; jittered. (SPEC ID9) */
  #reconnectIn(ms = FIRST_RETRY_MS): void {
    this.#clear();
    this.#isAccepted = false;
    if (this.#isStopped) return;
    const { clock, reconnect } = this.#ports;
    this.#cancel = clock.after(ms * (1 + clock.random() / 5), () => reconnect());
  }

  #askIn(ms: number): void {
    this.#clear();
    // A string cannot be refreshed.
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
