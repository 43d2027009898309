import type { Socket as TcpSocket } from "node:net";
import type { EngineSocket } from "./connection-writer.ts";

/** The parts of ws that say whether it is between two messages, in the pinned version. */
interface WebSocketInternals {
  readyState: number;
  _socket: HeardSocket | null;
  /** `_state` is 0 while a frame is expected, `_fragmented` while no message has begun. */
  _receiver: { _state: number; _fragmented: number; _bufferedBytes: number };
}

/** Knows whether a connection owes a pong. */
export interface PongListener {
  readonly engine: EngineSocket;
  /** Called whenever anything comes; returns whether a pong was due. */
  hear(): boolean;
}

type DataListener = (this: HeardSocket, chunk: Buffer) => void;
type HeardSocket = TcpSocket & { [LISTENER]?: PongListener };

const LISTENER = Symbol("pong listener");
const WS_OPEN = 1;
/** The first byte of a WebSocket frame (final, text) and the second (masked, one byte long). */
const PONG_HEAD = 0x8181;
const PONG_BYTES = 7;
/** A pong of Engine.IO: the text `3`. */
const PONG = 0x33;

/**
 * Calls `listener.hear` whenever anything comes over a WebSocket. A pong that is due goes no further.
 *
 * Idle connections send nothing but pongs. ws and Engine.IO spend more time on one than Node needs
 * to read it, and then nothing follows from it, because Engine.IO's timers are stopped. At most one
 * pong is left out for each ping; others count as packets. (SPEC CN14)
 */
export function hearPongs(listener: PongListener): void {
  const tcp = webSocketOf(listener.engine)._socket;
  const [next] = tcp?.listeners("data") ?? [];
  if (!tcp || !next) return;
  tcp[LISTENER] = listener;
  tcp.removeListener("data", next as DataListener);
  tcp.on("data", listenerBefore(next as DataListener));
}

let shared: DataListener | undefined;
let sharedNext: DataListener | undefined;

/** One function for all connections, because ws has one, too. */
function listenerBefore(next: DataListener): DataListener {
  if (shared && sharedNext === next) return shared;
  const onData = function onData(this: HeardSocket, chunk: Buffer): void {
    const listener = this[LISTENER];
    if (listener?.hear() && isPong(chunk) && isBetweenMessages(listener.engine)) return;
    next.call(this, chunk);
  };
  sharedNext = next;
  // With `listener`, as `once` has it, ws can remove it like its own.
  return (shared = Object.assign(onData, { listener: next }));
}

function isPong(chunk: Buffer): boolean {
  if (chunk.length !== PONG_BYTES || chunk.readUInt16BE(0) !== PONG_HEAD) return false;
  // The mask is four bytes, and the only character is masked with the first of them.
  return (chunk[2]! ^ chunk[6]!) === PONG;
}

/** Otherwise the bytes may be a part of something else. */
function isBetweenMessages(engine: EngineSocket): boolean {
  const { readyState, _receiver } = webSocketOf(engine);
  const { _state, _fragmented, _bufferedBytes } = _receiver;
  return readyState === WS_OPEN && _state === 0 && _fragmented === 0 && _bufferedBytes === 0;
}

function webSocketOf(engine: EngineSocket): WebSocketInternals {
  return (engine.transport as unknown as { socket: WebSocketInternals }).socket;
}
