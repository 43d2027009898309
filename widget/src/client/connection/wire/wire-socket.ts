import type { HandshakeAuth } from "#protocol";
import type { Clock } from "../../clock.ts";
import { parseHandshake, type Handshake } from "./handshake.ts";
import { openLazyPolling } from "./lazy-polling.ts";
import { DISCONNECT, encodeConnect, encodeEvent, parsePacket } from "./packets.ts";
import type { OpenTransport, Transport } from "./transport.ts";
import { openWebSocket } from "./web-socket-transport.ts";

const OPEN_TIMEOUT_MS = 6_000;
/** The server answers within 2 s even when its store does not (SPEC LOG7); the rest is for the road. */
const ANSWER_TIMEOUT_MS = 6_000;

export interface WireEvents {
  onConnect(): void;
  /** The connection was lost or could not be made. */
  onDown(): void;
  onEvent(name: string, payload: unknown): void;
}

export interface WireOptions {
  serverUrl: string;
  clock: Clock;
  transports?: readonly OpenTransport[];
}

/**
 * A Socket.IO 4 client for one namespace and JSON, and nothing besides: what
 * this element needs of socket.io-client, at a fifth of its weight.
 *
 * It connects when told to, once. Trying again is `ServerConnection`'s.
 */
export class WireSocket {
  readonly #options: WireOptions;
  readonly #events: WireEvents;
  readonly #acks = new Map<number, (answer?: unknown) => void>();
  #lastAckId = 0;
  #auth: HandshakeAuth = {};
  #transport: Transport | undefined;
  #isConnected = false;
  #patienceMs = OPEN_TIMEOUT_MS;
  #cancelSilence: (() => void) | undefined;

  constructor(options: WireOptions, events: WireEvents) {
    this.#options = options;
    this.#events = events;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Does nothing while there is a connection, or one is being made. */
  connect(auth: HandshakeAuth): void {
    if (this.#transport) return;
    this.#auth = auth;
    this.#open(this.#options.transports ?? [openWebSocket, openLazyPolling]);
  }

  /** Ends the connection, without `onDown`. */
  disconnect(): void {
    this.#drop(this.#isConnected ? DISCONNECT : undefined);
  }

  emit(event: string, payload: unknown): void {
    if (this.#isConnected) this.#transport?.send(encodeEvent(event, payload));
  }

  /** Waits for the ack. Gives undefined when none comes in time or the connection goes first. */
  ask(event: string, payload: unknown): Promise<unknown> {
    if (!this.#isConnected) return Promise.resolve(undefined);
    const id = ++this.#lastAckId;
    return new Promise((resolve) => {
      const settle = (answer?: unknown): void => {
        cancel();
        this.#acks.delete(id);
        resolve(answer);
      };
      const cancel = this.#options.clock.after(ANSWER_TIMEOUT_MS, settle);
      this.#acks.set(id, settle);
      this.#transport?.send(encodeEvent(event, payload, id));
    });
  }

  #open([open, ...others]: readonly OpenTransport[]): void {
    const address = `${this.#options.serverUrl}/socket.io/?EIO=4`;
    let isOpen = false;
    const onClose = (): void => {
      this.#drop();
      if (!isOpen && others.length > 0) this.#open(others);
      else this.#events.onDown();
    };
    const onPacket = (packet: string): void => {
      if (!isOpen) {
        const handshake = parseHandshake(packet);
        if (!handshake) return onClose();
        isOpen = true;
        return this.#onHandshake(handshake, onClose);
      }
      // Junk is no sign of life.
      if (!/^[1-6]/.test(packet)) return;
      this.#listen(onClose);
      this.#onPacket(packet, onClose);
    };
    this.#patienceMs = OPEN_TIMEOUT_MS;
    this.#listen(onClose);
    try {
      this.#transport = open?.(address, { onPacket, onClose });
    } catch {
      // A page on https may not open it to http.
      onClose();
    }
  }

  /** Servers ping; one that is silent for longer is gone, whatever the network says. */
  #listen(onClose: () => void): void {
    this.#cancelSilence?.();
    this.#cancelSilence = this.#options.clock.after(this.#patienceMs, onClose);
  }

  #onPacket(packet: string, onClose: () => void): void {
    switch (packet[0]) {
      case "1":
        return onClose();
      case "2":
        return this.#transport?.send("3");
      case "4":
        return this.#onMessage(packet.slice(1), onClose);
    }
  }

  #onHandshake({ patienceMs }: Handshake, onClose: () => void): void {
    this.#patienceMs = patienceMs || OPEN_TIMEOUT_MS;
    this.#listen(onClose);
    this.#transport?.send(encodeConnect(this.#auth));
  }

  #onMessage(message: string, onClose: () => void): void {
    const packet = parsePacket(message);
    switch (packet?.type) {
      case "connect":
        this.#isConnected = true;
        return this.#events.onConnect();
      case "disconnect":
      case "refused":
        return onClose();
      case "event":
        return this.#events.onEvent(packet.name, packet.payload);
      case "ack":
        return this.#acks.get(packet.id)?.(packet.answer);
    }
  }

  #drop(farewell?: string): void {
    this.#cancelSilence?.();
    this.#transport?.close(farewell);
    this.#transport = undefined;
    this.#isConnected = false;
    for (const settle of [...this.#acks.values()]) settle();
  }
}
