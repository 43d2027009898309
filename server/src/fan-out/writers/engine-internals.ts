import type { Socket as TcpSocket } from "node:net";
import type { EngineSocket, WriteQueue } from "./connection-writer.ts";

/**
 * Internals of Engine.IO that its types hide, in the pinned versions.
 *
 * `tests/server/fan-out-contract.test.ts` checks them.
 */
interface EngineInternals {
  readyState: "opening" | "open" | "closing" | "closed";
  writeBuffer: readonly { data?: unknown }[];
  transport: {
    name: string;
    socket?: WebSocketInternals;
    perMessageDeflate: object | null;
    /** False while a packet is being sent; others wait. */
    writable: boolean;
  };
  pingIntervalTimer: NodeJS.Timeout | undefined;
  pingTimeoutTimer: NodeJS.Timeout | null;
  sendPacket: (type: "ping") => void;
  flush: () => void;
  onClose: (reason: "ping timeout") => void;
  [BEAT]?: Beat;
}

interface WebSocketInternals {
  readyState: number;
  _socket: TcpInternals | null;
  /** `_state` is 0 unless ws compresses, which it does not here. */
  _sender: { _state: number };
  /** `_state` is 0 while a frame is expected, `_fragmented` while no message has begun. */
  _receiver: { _state: number; _fragmented: number; _bufferedBytes: number };
  _extensions: { "permessage-deflate"?: { params: { server_max_window_bits?: number } } };
}

/** A TCP connection with its byte counter and kernel handle, which the types hide. */
type TcpInternals = TcpSocket & {
  _bytesDispatched: number;
  _handle: { writeQueueSize: number } | null;
  [BEAT]?: Beat;
};

const BEAT = Symbol("beat");
const WS_OPEN = 1;
/** How far back our compressed frames refer, as a power of two. */
const WINDOW_BITS = 15;

function internalsOf(engine: EngineSocket): EngineInternals {
  return engine as unknown as EngineInternals;
}

/**
 * The TCP connection, if a write to it now directly follows everything sent before: the transport
 * is a WebSocket, and Engine.IO and ws have nothing buffered.
 */
export function drainedSocket(engine: EngineSocket): TcpSocket | undefined {
  const { readyState, writeBuffer, transport } = internalsOf(engine);
  const ws = transport.socket;
  if (readyState !== "open" || writeBuffer.length > 0 || transport.name !== "websocket" || !ws)
    return undefined;
  if (ws.readyState !== WS_OPEN || ws._sender._state !== 0) return undefined;
  return ws._socket && !ws._socket.destroyed ? ws._socket : undefined;
}

/** Whether a connection accepts compressed messages in our form. */
export function inflates(engine: EngineSocket): boolean {
  const deflate = internalsOf(engine).transport.socket?._extensions["permessage-deflate"];
  // A client that asked for a smaller window could not look back far enough. (RFC 7692, 7.1.2.1)
  return (
    deflate !== undefined && (deflate.params.server_max_window_bits ?? WINDOW_BITS) >= WINDOW_BITS
  );
}

/**
 * Holds a WebSocket's packets until the end of this turn of the event loop, and sends them in one
 * system call, which costs more than all else that a small packet needs.
 */
export function holdForTurn(engine: EngineSocket): void {
  const internals = internalsOf(engine);
  const { transport } = internals;
  if (!transport.writable || !transport.socket?._socket) return;
  transport.writable = false;
  setImmediate(sendHeld, internals, transport);
}

function sendHeld(engine: EngineInternals, transport: EngineInternals["transport"]): void {
  const tcp = transport.socket?._socket;
  transport.writable = true;
  tcp?.cork();
  engine.flush();
  tcp?.uncork();
}

/**
 * Sends a packet whose WebSocket frame is at hand, in order with all other output. Engine.IO has a
 * way for that, which it closes where ws might compress; ours does not.
 */
export function writeFramed(engine: EngineSocket, text: string, frame: Buffer[]): void {
  internalsOf(engine).transport.perMessageDeflate = null;
  engine.write(text, { wsPreEncodedFrame: frame } as object);
}

/** The data that waits in Engine.IO and in the TCP connection, without the kernel's buffer. */
export function queueOf(engine: EngineSocket): WriteQueue {
  const { writeBuffer, transport } = internalsOf(engine);
  const tcp = transport.socket?._socket;
  let bytes = tcp?.writableLength ?? 0;
  for (const { data } of writeBuffer) if (typeof data === "string") bytes += data.length;
  const takenBytes = tcp ? tcp._bytesDispatched - (tcp._handle?.writeQueueSize ?? 0) : 0;
  return { bytes, takenBytes, next: writeBuffer[0] };
}

/** Whether anything waits; cheaper than counting it. */
export function isBackedUp(engine: EngineSocket): boolean {
  const { writeBuffer, transport } = internalsOf(engine);
  return writeBuffer.length > 0 || (transport.socket?._socket?.writableLength ?? 0) > 0;
}

/** A ping of Engine.IO (the text `2`) as a WebSocket frame. */
const PING = Buffer.from([0x81, 1, 0x32]);

/** Ends the timers by which Engine.IO pings a connection. */
export function stopOwnPings(engine: EngineSocket): void {
  const internals = internalsOf(engine);
  clearTimeout(internals.pingIntervalTimer);
  clearTimeout(internals.pingTimeoutTimer ?? undefined);
  // A pong would start it again.
  internals.pingIntervalTimer = undefined;
  internals.pingTimeoutTimer = null;
}

/** Sends a ping, in order with all other output. */
export function sendPing(engine: EngineSocket): void {
  const tcp = drainedSocket(engine);
  if (tcp) tcp.write(PING);
  else internalsOf(engine).sendPacket("ping");
}

/** Closes a connection that does not answer pings, as Engine.IO does. */
export function endAsSilent(engine: EngineSocket): void {
  internalsOf(engine).onClose("ping timeout");
}

/** A connection that is pinged. */
export interface Beat {
  readonly engine: EngineSocket;
  /** Whether nothing has come since the last ping. */
  isSilent: boolean;
  /** Those that are pinged in the same turn. */
  readonly together: Set<Beat>;
}

/** The connection as it is pinged, after `hearPongs`. */
export function beatOf(engine: EngineSocket): Beat | undefined {
  return internalsOf(engine)[BEAT];
}

type DataListener = (this: TcpInternals, chunk: Buffer) => void;

/** The first byte of a WebSocket frame (final, text) and the second (masked, one byte long). */
const PONG_HEAD = 0x8181;
const PONG_BYTES = 7;
/** A pong of Engine.IO: the text `3`. */
const PONG = 0x33;

/**
 * Notes when anything comes over a WebSocket. A pong that is due goes no further.
 *
 * Idle connections send nothing but pongs. ws and Engine.IO spend more time on one than Node needs
 * to read it, and then nothing follows from it, because Engine.IO's timers are stopped. At most one
 * pong is left out for each ping; others count as packets. (SPEC CN14)
 *
 * Returns false if there is nothing to listen to.
 */
export function hearPongs(beat: Beat): boolean {
  const tcp = internalsOf(beat.engine).transport.socket?._socket;
  const [next] = tcp?.listeners("data") ?? [];
  if (!tcp || !next) return false;
  tcp[BEAT] = beat;
  internalsOf(beat.engine)[BEAT] = beat;
  tcp.removeListener("data", next as DataListener);
  tcp.on("data", listenerBefore(next as DataListener));
  return true;
}

let shared: DataListener | undefined;
let sharedNext: DataListener | undefined;

/** One function for all connections, because ws has one, too. */
function listenerBefore(next: DataListener): DataListener {
  if (shared && sharedNext === next) return shared;
  const onData = function onData(this: TcpInternals, chunk: Buffer): void {
    const beat = this[BEAT];
    const wasSilent = beat?.isSilent === true;
    if (beat) beat.isSilent = false;
    if (wasSilent && isPong(chunk) && isBetweenMessages(beat!.engine)) return;
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
  const ws = internalsOf(engine).transport.socket;
  if (ws?.readyState !== WS_OPEN) return false;
  const { _state, _fragmented, _bufferedBytes } = ws._receiver;
  return _state === 0 && _fragmented === 0 && _bufferedBytes === 0;
}
