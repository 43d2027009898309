import type { ErrorCode } from "#protocol";

/**
 * The state of a chat's connection to its server.
 *
 * - `idle`: not started, or ended. Then `connecting`.
 * - `connecting`: the first attempt. Then `live`, `waiting`, `reconnecting`, `offline` or `failed`.
 * - `waiting`: the server puts off whoever wants to connect or join, and says why and until when;
 *   then it is asked again by itself. (SPEC CN9, JR9) Then as after `connecting`.
 * - `live`: joined, and the rows are up to date. Then `reconnecting`, `offline`, or `failed`.
 * - `reconnecting`: the connection is gone and comes back by itself; an attempt is under way
 *   once `nextAttemptAt` has passed. Then `live`, `offline` or `failed`.
 * - `offline`: the device reports that it has no network. Then `reconnecting` or `connecting`.
 * - `failed`: something a person has to put right. Where `nextAttemptAt` is given, it is tried
 *   again by itself; otherwise only `reconnectNow`, another token or other options help.
 */
export type ConnectionState =
  | { readonly status: "idle" }
  | { readonly status: "connecting" }
  | { readonly status: "live" }
  | {
      readonly status: "reconnecting";
      /** Number of attempts since the connection was lost. */
      readonly attempt: number;
      /** In ms since 1970, by this device's clock. */
      readonly nextAttemptAt: number;
    }
  | {
      readonly status: "waiting";
      readonly reason: ErrorCode;
      /** In ms since 1970, by this device's clock. */
      readonly nextAttemptAt: number;
    }
  | { readonly status: "offline" }
  | {
      readonly status: "failed";
      readonly reason: FailureReason;
      readonly nextAttemptAt?: number;
    };

/** Why a chat cannot start: found without the server, or the server's refusal of a join. */
export type FailureReason =
  | "origin-not-allowed"
  | "server-unreachable"
  | "invalid-server-url"
  /** The page's widget and the server have incompatible versions. (SPEC CN8) */
  | "version-mismatch"
  /** A load balancer sends the requests of one session to several servers. */
  | "no-sticky-sessions"
  | ErrorCode;

/** The state of a connection that several chats may share: `up` before any of them has joined. */
export type LinkState = Exclude<ConnectionState, { status: "live" }> | { readonly status: "up" };
