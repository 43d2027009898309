import type { ErrorCode, MessageRef } from "#protocol";

/**
 * An unsent message.
 *
 * `sending` may become `sent` or `failed`; a retry turns `failed` into `sending`. In any state, it
 * disappears when the log contains it.
 */
export interface PendingMessage {
  readonly clientId: string;
  readonly text: string;
  /** The message that it replies to. */
  readonly replyTo?: MessageRef;
  /** When it was written, or last retried by the person, in ms since 1970. */
  readonly queuedAtMs: number;
  readonly status: "sending" | "sent" | "failed";
  /** Why it failed. */
  readonly error?: SendError;
  /** The reason in the words of staff, which replaces any other text. (SPEC FI10) */
  readonly reason?: string | undefined;
  /** Whether the server refused it as it is: only another text, or another time, may succeed. */
  readonly isRefused?: boolean;
  /** Its seq in the log, once it is sent. */
  readonly seq?: number;
}

/** The server's refusal, or a timeout. */
export type SendError = ErrorCode | "not-delivered";
