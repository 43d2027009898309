import type { Answer, ChatError, MessageRef, Sent } from "#protocol";
import { makeClientId } from "./client-id.ts";
import type { Clock } from "../clock.ts";
import type { PendingMessage, SendError } from "./pending-message.ts";

/** How long a message waits for a connection before it counts as failed. */
const PATIENCE_MS = 120_000;
const RETRY_MS = 1_000;

export interface SenderPorts {
  /** Gives undefined when no answer came: the message may or may not be in the log. */
  send(message: PendingMessage): Promise<Answer<Sent> | undefined>;
  onSent(sent: Sent): void;
  onChange(): void;
  clock: Clock;
}

/**
 * Sends messages in order, one at a time, each until it has an answer.
 *
 * A message keeps its clientId over every attempt, so that the log takes it
 * once however often it is sent. (SPEC LOG3)
 */
export class Sender {
  readonly #ports: SenderPorts;
  #pending: readonly PendingMessage[] = [];
  #isOpen = false;
  #isHeld = false;
  #isStopped = false;
  #inFlight = false;
  /** When the log took a message last, by this device's clock. */
  lastSentMs = 0;
  #heldUntilMs: number | undefined;
  #cancelPause: (() => void) | undefined;
  #cancelDeadline: (() => void) | undefined;

  constructor(ports: SenderPorts) {
    this.#ports = ports;
  }

  /** What the log does not show yet, in the order it was written. */
  get pending(): readonly PendingMessage[] {
    return this.#pending;
  }

  /** Until when the server takes nothing more; undefined until it has said so. (SPEC SM8) */
  get heldUntilMs(): number | undefined {
    return this.#heldUntilMs;
  }

  /** Takes a message that was already cleaned and measured. */
  queue(text: string, replyTo?: MessageRef): void {
    const message: PendingMessage = {
      clientId: makeClientId(),
      text,
      ...(replyTo && { replyTo }),
      queuedAtMs: this.#ports.clock.nowMs(),
      status: "sending",
    };
    this.#change([...this.#pending, message]);
    this.#pump();
  }

  retry(clientId: string): void {
    const message = this.#pending.find((other) => other.clientId === clientId);
    if (message?.status !== "failed") return;
    const { error, text, replyTo } = message;
    this.#replace(message, {
      text,
      ...(replyTo && { replyTo }),
      // Another text stands under this id, so only a new one can succeed.
      clientId: error === "conflict" ? makeClientId() : clientId,
      queuedAtMs: this.#ports.clock.nowMs(),
      status: "sending",
    });
    this.#pump();
  }

  discard(clientId: string): void {
    this.settle((message) => message.clientId === clientId && message.status === "failed");
  }

  /** Lets go of what the log shows now. */
  settle(isInLog: (message: PendingMessage) => boolean): void {
    const left = this.#pending.filter((message) => !isInLog(message));
    if (left.length < this.#pending.length) this.#change(left);
  }

  /** The room is joined: whatever has no answer is sent, or sent again. */
  open(): void {
    this.#isOpen = true;
    this.resume();
  }

  /** One may write again. */
  resume(): void {
    this.#isHeld = false;
    this.#pump();
  }

  /** Somebody else is here now, under whose name none of this may go out by itself. */
  giveUp(): void {
    this.#fail(() => true);
  }

  /** The connection is gone: what was in flight has no answer and waits. */
  pause(): void {
    this.#isOpen = false;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
  }

  /** For good: leaves no timer behind, and an answer that is still under way changes nothing. */
  stop(): void {
    this.#isStopped = true;
    this.pause();
    this.#cancelDeadline?.();
  }

  #pump(): void {
    if (!this.#isOpen || this.#isHeld || this.#inFlight || this.#cancelPause) return;
    const next = this.#pending.find(({ status }) => status === "sending");
    if (!next) return;
    this.#inFlight = true;
    void this.#ports.send(next).then((answer) => {
      if (this.#isStopped) return;
      this.#inFlight = false;
      this.#onAnswer(next, answer);
      this.#pump();
    });
  }

  #onAnswer(message: PendingMessage, answer: Answer<Sent> | undefined): void {
    if (!answer) return this.#waitMs(RETRY_MS);
    if (answer.ok) {
      this.lastSentMs = this.#ports.clock.nowMs();
      this.#replace(message, { ...message, status: "sent", seq: answer.message.seq });
      this.#ports.onSent(answer);
    } else if (answer.error.code === "token-expired") {
      this.#isHeld = true;
    } else {
      const { code, reason, retryable, retryAfterMs = RETRY_MS } = answer.error;
      if (code === "rate-limited" || code === "slow-mode") {
        this.#heldUntilMs = this.#ports.clock.nowMs() + retryAfterMs;
        this.#ports.onChange();
      }
      if (shouldRepeat(answer.error)) this.#waitMs(retryAfterMs);
      else
        this.#replace(message, {
          ...message,
          status: "failed",
          error: code,
          reason,
          // A conflict passes under another id. (SPEC LOG3)
          isRefused: !retryable && code !== "conflict",
        });
    }
  }

  #waitMs(ms: number): void {
    if (!this.#isOpen) return;
    this.#cancelPause = this.#ports.clock.after(ms, () => {
      this.#cancelPause = undefined;
      this.#pump();
    });
  }

  #replace({ clientId }: PendingMessage, now: PendingMessage): void {
    this.#change(this.#pending.map((message) => (message.clientId === clientId ? now : message)));
  }

  #change(pending: readonly PendingMessage[]): void {
    this.#pending = pending;
    this.#watchDeadline();
    this.#ports.onChange();
  }

  #watchDeadline(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = undefined;
    const waiting = this.#pending.filter(({ status }) => status === "sending");
    if (waiting.length === 0) return;
    const { clock } = this.#ports;
    const deadlineMs = Math.min(...waiting.map(({ queuedAtMs }) => queuedAtMs)) + PATIENCE_MS;
    this.#cancelDeadline = clock.after(Math.max(0, deadlineMs - clock.nowMs()), () => {
      this.#fail(({ queuedAtMs }) => queuedAtMs + PATIENCE_MS <= clock.nowMs());
    });
  }

  #fail(isLost: (message: PendingMessage) => boolean): void {
    const error: SendError = "not-delivered";
    this.#change(
      this.#pending.map((message) =>
        message.status === "sending" && isLost(message)
          ? { ...message, status: "failed", error }
          : message,
      ),
    );
  }
}

/**
 * A connection that lost its room gets it back, and then the same message may pass.
 * What lasts longer than a message waits, or as long as staff please, is for its author to retry.
 */
function shouldRepeat({ code, retryable, retryAfterMs = 0 }: ChatError): boolean {
  return code === "not-joined" || (retryable && code !== "frozen" && retryAfterMs < PATIENCE_MS);
}
