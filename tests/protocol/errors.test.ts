import { expect, it } from "vitest";
import { chatError, type ErrorCode } from "#protocol";

/** Whether the same request may succeed later without a change. */
const IS_RETRYABLE: Readonly<Record<ErrorCode, boolean>> = {
  // What is sent must change, or what is known of its sender.
  ...{ "bad-request": false, "unknown-event": false, "invalid-stream-id": false },
  ...{ "invalid-nickname": false, "invalid-client-id": false, "empty-message": false },
  ...{ "message-too-long": false, "not-joined": false, "too-many-rooms": false },
  ...{ "sign-in-required": false, "nickname-required": false, "invalid-token": false },
  ...{ "token-expired": false, "different-person": false, "name-taken": false },
  ...{ "sign-in-expired": false, "invitation-invalid": false, forbidden: false },
  ...{ "not-found": false, conflict: false, "unknown-stream": false },
  ...{ "emoji-only": false, "no-links": false, "repeated-message": false, filtered: false },
  // Staff decide how long these hold.
  ...{ "timed-out": false, banned: false, "stream-ended": false, "members-only": false },
  // These pass.
  ...{ "rate-limited": true, "slow-mode": true, frozen: true, "account-too-new": true },
  ...{ "token-not-yet-valid": true, "server-busy": true, internal: true },
  ...{ "store-unavailable": true, "store-busy": true, "store-full": true },
};

it.each(Object.entries(IS_RETRYABLE) as [ErrorCode, boolean][])(
  "[ER1][LOG7] a refusal as %s is retryable: %s",
  (code, retryable) => {
    const message = expect.stringMatching(/^[A-Z]/) as string;
    expect(chatError(code)).toEqual({ code, retryable, message });
  },
);
