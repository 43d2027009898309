import type { HandshakeAuth } from "#protocol";
import type { Clock } from "../clock.ts";
import type { ServerEventHandlers } from "./server-events.ts";

/**
 * The server answers within 2 s even if its store hangs (SPEC LOG7); the rest is for the network.
 */
export const ANSWER_TIMEOUT_MS = 6_000;

export type TransportName = "websocket" | "polling";

/** One connection to a server, from its first request to its end. A link never reconnects. */
export interface Link {
  readonly isConnected: boolean;
  /** The transport in use, or being tried. */
  readonly transport: TransportName;
  /** Whether it has lasted at least one heartbeat. */
  readonly isProven: boolean;
  /** Whether the server has been silent for longer than its heartbeat allows. */
  isOverdue(nowMs: number): boolean;
  /** Sends an event; drops it while not connected. */
  emit(event: string, payload: unknown): void;
  /**
   * Sends an event and waits for its ack. Resolves with undefined if the ack times out, or the link
   * ends first.
   */
  ask(event: string, payload: unknown): Promise<unknown>;
  /** Closes it, without calling `onDown`. */
  close(): void;
}

export interface LinkOptions {
  readonly serverUrl: string;
  readonly auth: HandshakeAuth;
  /** In order of preference. */
  readonly transports: readonly TransportName[];
  readonly clock: Clock;
}

/** The server did not know the session, which another server began. */
export type LinkFault = "unknown-session" | Busy;

/** The server refused CONNECT, and says when to retry. (SPEC CN9) */
export interface Busy {
  readonly retryAfterMs: number;
}

export interface LinkListener {
  onConnect(): void;
  /** It could not be opened, or was lost. Called once. */
  onDown(cause?: LinkFault): void;
  readonly events: ServerEventHandlers;
}

export type OpenLink = (options: LinkOptions, listener: LinkListener) => Link;
