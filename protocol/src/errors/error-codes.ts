/** Why a request was refused. The code is the contract: clients translate it. (SPEC ER1) */
export type ErrorCode =
  | "bad-request"
  | "unknown-event"
  | "invalid-stream-id"
  | "invalid-nickname"
  | "invalid-client-id"
  | "empty-message"
  | "message-too-long"
  | "not-joined"
  | "too-many-rooms"
  | "sign-in-required"
  | "nickname-required"
  | "invalid-token"
  | "token-expired"
  | "token-not-yet-valid"
  | "different-person"
  | "name-taken"
  | "sign-in-expired"
  | "invitation-invalid"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "rate-limited"
  | "slow-mode"
  | "timed-out"
  | "banned"
  | "frozen"
  | "stream-ended"
  | "members-only"
  | "account-too-new"
  | "emoji-only"
  | "no-links"
  | "repeated-message"
  | "filtered"
  | "unknown-stream"
  | "server-busy"
  | "store-unavailable"
  | "store-busy"
  | "store-full"
  | "internal";

/** A token that no longer or never counts; another one is needed. */
export type TokenRefusal = "invalid-token" | "token-expired";

export function isTokenRefusal(reason: unknown): reason is TokenRefusal {
  return reason === "invalid-token" || reason === "token-expired";
}
