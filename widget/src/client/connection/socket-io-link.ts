import { Manager, type Socket } from "socket.io-client";
import { ANSWER_TIMEOUT_MS } from "./link.ts";
import type {
  Busy,
  Link,
  LinkFault,
  LinkListener,
  LinkOptions,
  OpenLink,
  TransportName,
} from "./link.ts";

/** Per transport: once to open, and again until the server has answered CONNECT. */
const OPEN_TIMEOUT_MS = 6_000;
/**
 * A poll is answered by the next heartbeat. A hanging poll must not occupy one of the browser's six
 * connections.
 */
const POLL_TIMEOUT_MS = 20_000;

/** Opens a link over socket.io-client. */
export const openSocketIoLink: OpenLink = (options, listener) =>
  new SocketIoLink(options, listener);

/**
 * A link over socket.io-client, which handles packets and heartbeat.
 *
 * Each link has its own Manager and Socket. So no packet buffered by an earlier connection is sent
 * on a later one, and CONNECT is sent once. (SPEC CN4)
 *
 * Transports are tried here, one after the other: the library's `tryAllTransports` continues after
 * an error, but not if a proxy never answers a WebSocket.
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
      // ServerConnection reconnects: it shows when, and waits as long as the server asks.
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
      // The server itself refused CONNECT; this is how the library reports it.
      isRefused = !socket.active;
      onEnd(faultOf(error));
    });
    socket.on("disconnect", (_reason, details) => onEnd(faultOf(details)));
    for (const [name, handle] of Object.entries(this.#listener.events)) socket.on(name, handle);
    socket.connect();
    manager.engine.once("handshake", ({ pingInterval, pingTimeout }) => {
      this.#heartbeatMs = pingInterval + pingTimeout;
    });
    // The Manager has no listener for an engine that closes before it opened.
    manager.engine.once("close", () => isOpen || onEnd());
  }

  /** While its heartbeat is overdue, the library buffers packets; their senders repeat them. */
  #dropBuffered(): boolean {
    const isBuffered = this.#socket !== undefined && this.#socket.sendBuffer.length > 0;
    if (isBuffered) this.#socket!.sendBuffer = [];
    return isBuffered;
  }
}

/**
 * A refused CONNECT has the refusal as data. Engine.IO answers 400 with `{"code":1}` if it does not
 * know a poll's session.
 */
function faultOf(details: unknown): LinkFault | undefined {
  const { context, data } = Object(details) as { context?: unknown; data?: Busy };
  if (data) return data;
  const { responseText } = Object(context) as { responseText?: unknown };
  return /"code":\s*1\b/.test(String(responseText)) ? "unknown-session" : undefined;
}
