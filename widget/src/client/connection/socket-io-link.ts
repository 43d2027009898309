import { Manager, type Socket } from "socket.io-client";
import type {
  Busy,
  Link,
  LinkFault,
  LinkListener,
  LinkOptions,
  OpenLink,
  TransportName,
} from "./link.ts";

/** For each transport: to open, and then again until the server has answered CONNECT. */
const OPEN_TIMEOUT_MS = 6_000;
/** The server answers within 2 s even when its store does not (SPEC LOG7); the rest is for the network. */
const ANSWER_TIMEOUT_MS = 6_000;
/** A poll is answered by the next heartbeat. One that hangs must not hold one of the browser's six connections. */
const POLL_TIMEOUT_MS = 20_000;

/** Opens a link over socket.io-client. */
export const openSocketIoLink: OpenLink = (options, listener) =>
  new SocketIoLink(options, listener);

/**
 * A link over socket.io-client, which carries the packets and the heartbeat.
 *
 * Each link has a Manager and a Socket of its own. So no packet that an earlier
 * connection buffered goes out on a later one, and CONNECT is sent once. (SPEC CN4)
 *
 * Transports are tried here, one after the other: the library's `tryAllTransports`
 * goes on after an error, but not where a proxy leaves a WebSocket without an answer.
 */
class SocketIoLink implements Link {
  readonly #options: LinkOptions;
  readonly #listener: LinkListener;
  #socket: Socket | undefined;
  #transport: TransportName = "websocket";
  #isProven = false;
  #lastHeardMs = Infinity;
  #heartbeatMs = 0;
  #cancelTimeout: (() => void) | undefined;

  constructor(options: LinkOptions, listener: LinkListener) {
    this.#options = options;
    this.#listener = listener;
    this.#open(options.transports);
  }

  get isConnected(): boolean {
    return this.#socket?.connected === true;
  }

  get transport(): TransportName {
    return this.#transport;
  }

  get isProven(): boolean {
    return this.#isProven;
  }

  isOverdue(nowMs: number): boolean {
    return this.isConnected && nowMs - this.#lastHeardMs > this.#heartbeatMs;
  }

  emit(event: string, payload: unknown): void {
    if (!this.isConnected) return;
    this.#socket?.emit(event, payload);
    this.#dropBuffered();
  }

  ask(event: string, payload: unknown): Promise<unknown> {
    const socket = this.#socket;
    if (!socket?.connected) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      socket
        .timeout(ANSWER_TIMEOUT_MS)
        .emit(event, payload, (error: Error | null, answer: unknown) =>
          resolve(error ? undefined : answer),
        );
      if (this.#dropBuffered()) resolve(undefined);
    });
  }

  close(): void {
    this.#cancelTimeout?.();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.off();
    socket?.disconnect();
  }

  #open([transport = "websocket", ...others]: readonly TransportName[]): void {
    const { serverUrl, auth, clock } = this.#options;
    const { origin, pathname } = new URL(serverUrl);
    const manager = new Manager(origin, {
      path: `${pathname.replace(/\/+$/, "")}/socket.io`,
      transports: [transport],
      upgrade: false,
      // Trying again is ServerConnection's: it shows when, and waits as long as the server asks.
      reconnection: false,
      autoConnect: false,
      timeout: OPEN_TIMEOUT_MS,
      requestTimeout: POLL_TIMEOUT_MS,
    });
    const socket = manager.socket("/", { auth });
    this.#socket = socket;
    this.#transport = transport;
    let isOpen = false;
    let wasConnected = false;
    let isRefused = false;
    const onEnd = (fault?: LinkFault): void => {
      if (this.#socket !== socket) return;
      this.close();
      if (wasConnected || isRefused || others.length === 0) this.#listener.onDown(fault);
      else this.#open(others);
    };
    manager.on("open", () => {
      isOpen = true;
      this.#cancelTimeout = clock.after(OPEN_TIMEOUT_MS, () => onEnd());
    });
    manager.on("ping", () => {
      this.#isProven = true;
      this.#lastHeardMs = clock.nowMs();
    });
    socket.on("connect", () => {
      wasConnected = true;
      this.#cancelTimeout?.();
      this.#lastHeardMs = clock.nowMs();
      this.#listener.onConnect();
    });
    socket.on("connect_error", (error) => {
      // The server itself has refused CONNECT; the library tells it by this.
      isRefused = !socket.active;
      onEnd(faultOf(error));
    });
    socket.on("disconnect", (_reason, details) => onEnd(faultOf(details)));
    for (const [name, handle] of Object.entries(this.#listener.events)) socket.on(name, handle);
    socket.connect();
    manager.engine.once("handshake", ({ pingInterval, pingTimeout }) => {
      this.#heartbeatMs = pingInterval + pingTimeout;
    });
    // The Manager does not listen for an engine that closes before it has opened.
    manager.engine.once("close", () => isOpen || onEnd());
  }

  /** While it takes its heartbeat for overdue, the library keeps packets for later; their senders repeat them. */
  #dropBuffered(): boolean {
    const isBuffered = this.#socket !== undefined && this.#socket.sendBuffer.length > 0;
    if (isBuffered) this.#socket!.sendBuffer = [];
    return isBuffered;
  }
}

/** A refused CONNECT has its refusal beside it. Engine.IO answers 400 with `{"code":1}` where a poll's session is not its own. */
function faultOf(details: unknown): LinkFault | undefined {
  const { context, data } = Object(details) as { context?: unknown; data?: Busy };
  if (data) return data;
  const { responseText } = Object(context) as { responseText?: unknown };
  return /"code":\s*1\b/.test(String(responseText)) ? "unknown-session" : undefined;
}
