import type { ErrorCode, MessageRef } from "#protocol";

/**
 * A message on its way.
 *
 * `sending` may become `sent` or `failed`; `failed` becomes `sending` by a
 * retry. Whatever its status, it goes when the log shows it.
 */
export interface PendingMessage {
  readonly clientId: string;
  readonly text: string;
  /** The message that it answers. */
  readonly replyTo?: MessageRef;
  /** When it was written, or last tried anew by the person. In ms since 1970. */
  readonly queuedAtMs: number;
  readonly status: "sending" | "sent" | "failed";
  /** Why it failed. */
  readonly error?: SendError;
  /** Why, in the words of staff; to be shown in place of any other. (SPEC FI10) */
  readonly reason?: string | undefined;
  /** The server refused it as it is: only another text, or another time, may pass. */
  readonly isRefused?: boolean;
  /** Its place in the log, once it is sent. */
  readonly seq?: number;
}

/** The server's refusal, or that nobody answered in time. */
export type SendError = ErrorCode | "not-delivered";
