import type { HandshakeAuth } from "#protocol";
import type { Clock } from "../clock.ts";
import type { ServerEventHandlers } from "./server-events.ts";

export type TransportName = "websocket" | "polling";

/** One connection to a server, from its first request to its end. A link that is down stays down. */
export interface Link {
  readonly isConnected: boolean;
  /** What carries it, or is being tried. */
  readonly transport: TransportName;
  /** Whether it has lived for at least one heartbeat. */
  readonly isProven: boolean;
  /** Whether the server has been silent for longer than its heartbeat allows, at this time. */
  isOverdue(nowMs: number): boolean;
  /** Sends an event; drops it while not connected. */
  emit(event: string, payload: unknown): void;
  /** Sends an event and waits for its ack. Gives undefined when none comes in time, or the link ends first. */
  ask(event: string, payload: unknown): Promise<unknown>;
  /** Ends it, without `onDown`. */
  close(): void;
}

export interface LinkOptions {
  readonly serverUrl: string;
  readonly auth: HandshakeAuth;
  /** In the order in which they are tried. */
  readonly transports: readonly TransportName[];
  readonly clock: Clock;
}

/** The server that answered did not know the session that another request had begun. */
export type LinkFault = "unknown-session" | Busy;

/** The server has refused CONNECT, and says when to come again. (SPEC CN9) */
export interface Busy {
  readonly retryAfterMs: number;
}

export interface LinkListener {
  onConnect(): void;
  /** It could not be made, or is lost. Called once. */
  onDown(cause?: LinkFault): void;
  readonly events: ServerEventHandlers;
}

export type OpenLink = (options: LinkOptions, listener: LinkListener) => Link;
