import type { Answer, ChatError, MessageRef, Sent } from "#protocol";
import { makeClientId } from "./client-id.ts";
import type { Clock } from "../clock.ts";
import type { PendingMessage, SendError } from "./pending-message.ts";

/** How long a message waits for a connection before it fails. */
const PATIENCE_MS = 120_000;
const RETRY_MS = 1_000;

export interface SenderPorts {
  /** Undefined if no answer arrived: the message may or may not be in the log. */
  send(message: PendingMessage): Promise<Answer<Sent> | undefined>;
  onSent(sent: Sent): void;
  onChange(): void;
  clock: Clock;
}

/**
 * Sends messages in order, one at a time, each until it is answered.
 *
 * A message keeps its clientId over all attempts, so that the log stores it once. (SPEC LOG3)
 */
export class Sender {
  readonly #ports: SenderPorts;
  #pending: readonly PendingMessage[] = [];
  #isOpen = false;
  #isHeld = false;
  #isStopped = false;
  #inFlight = false;
  /** When the log last accepted a message, by this device's clock. */
  lastSentMs = 0;
  /** Until when the server accepts no more messages; 0 if there is no such limit. (SPEC SM8) */
  heldUntilMs = 0;
  /** The same of slow mode, which may end earlier. (SPEC MO6) */
  slowUntilMs = 0;
  #cancelPause: (() => void) | undefined;
  #cancelDeadline: (() => void) | undefined;

  constructor(ports: SenderPorts) {
    this.#ports = ports;
  }

  /** Messages that are not in the log yet, in the order they were written. */
  get pending(): readonly PendingMessage[] {
    return this.#pending;
  }

  /** Queues a cleaned and validated message. */
  queue(text: string, replyTo?: MessageRef): void {
    this.#change([...this.#pending, this.#toSend(text, replyTo)]);
    this.#pump();
  }

  retry(clientId: string): void {
    const message = this.#pending.find((other) => other.clientId === clientId);
    if (message?.status !== "failed") return;
    const { error, text, replyTo } = message;
    // The log has another text under this id, so only a new id can succeed.
    const id = error === "conflict" ? makeClientId() : clientId;
    this.#replace(message, this.#toSend(text, replyTo, id));
    this.#pump();
  }

  discard(clientId: string): void {
    this.settle((message) => message.clientId === clientId && message.status === "failed");
  }

  /** Removes messages that are now in the log. */
  settle(isInLog: (message: PendingMessage) => boolean): void {
    const left = this.#pending.filter((message) => !isInLog(message));
    if (left.length < this.#pending.length) this.#change(left);
  }

  /** The room is joined: sends all unanswered messages, for the first time or again. */
  open(): void {
    this.#isOpen = true;
    this.resume();
  }

  /** The person may write again. */
  resume(): void {
    this.#isHeld = false;
    this.#pump();
  }

  /**
   * The person has changed: none of these messages may be sent automatically under the new name.
   */
  giveUp(): void {
    this.#fail(() => true);
  }

  /** The connection is lost: messages in flight have no answer and wait. */
  pause(): void {
    this.#isOpen = false;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
  }

  /** Final: cancels the timer, and ignores pending answers. */
  stop(): void {
    this.#isStopped = true;
    this.pause();
    this.#cancelDeadline?.();
  }

  #toSend(text: string, replyTo?: MessageRef, clientId = makeClientId()): PendingMessage {
    return {
      clientId,
      text,
      ...(replyTo && { replyTo }),
      queuedAtMs: this.#ports.clock.nowMs(),
      status: "sending",
    };
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
      const untilMs = this.#ports.clock.nowMs() + retryAfterMs;
      if (code === "rate-limited") this.heldUntilMs = untilMs;
      if (code === "slow-mode") this.slowUntilMs = untilMs;
      this.#ports.onChange();
      if (shouldRepeat(answer.error)) this.#waitMs(retryAfterMs);
      else
        this.#replace(message, {
          ...message,
          status: "failed",
          error: code,
          reason,
          // After a conflict, the message passes under another id. (SPEC LOG3)
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
 * Whether to send it again: a connection that lost its room rejoins it, and then the message may
 * pass. The author has to retry refusals that last longer than a message waits, or depend on staff.
 */
function shouldRepeat({ code, retryable, retryAfterMs = 0 }: ChatError): boolean {
  return code === "not-joined" || (retryable && code !== "frozen" && retryAfterMs < PATIENCE_MS);
}
