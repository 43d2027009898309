import type { Socket as TcpSocket } from "node:net";
import type { EngineSocket, WriteQueue } from "./connection-writer.ts";

/**
 * What lies below Engine.IO's types, in the versions that are pinned.
 *
 * `tests/server/fan-out-contract.test.ts` holds them to it.
 */
interface EngineInternals {
  readyState: "opening" | "open" | "closing" | "closed";
  writeBuffer: readonly { data?: unknown }[];
  transport: { name: string; socket?: WebSocketInternals };
}

interface WebSocketInternals {
  readyState: number;
  _socket: TcpInternals | null;
  /** `_state` is 0 unless it compresses, which is left to us. */
  _sender: { _state: number };
  _extensions: { "permessage-deflate"?: { params: { server_max_window_bits?: number } } };
}

/** A TCP connection; the types hide its count of bytes, and the kernel's side of it. */
type TcpInternals = TcpSocket & {
  _bytesDispatched: number;
  _handle: { writeQueueSize: number } | null;
};

const WS_OPEN = 1;
/** How far back a frame of ours refers, as a power of two. */
const WINDOW_BITS = 15;

function internalsOf(engine: EngineSocket): EngineInternals {
  return engine as unknown as EngineInternals;
}

/**
 * The TCP connection, if what is written to it now comes right behind all that was sent before:
 * the transport is a WebSocket, and Engine.IO and ws hold nothing back.
 */
export function drainedSocket(engine: EngineSocket): TcpSocket | undefined {
  const { readyState, writeBuffer, transport } = internalsOf(engine);
  const ws = transport.socket;
  if (readyState !== "open" || writeBuffer.length > 0 || transport.name !== "websocket" || !ws)
    return undefined;
  if (ws.readyState !== WS_OPEN || ws._sender._state !== 0) return undefined;
  return ws._socket && !ws._socket.destroyed ? ws._socket : undefined;
}

/** Whether a connection's WebSocket takes compressed messages as we make them. */
export function inflates(engine: EngineSocket): boolean {
  const deflate = internalsOf(engine).transport.socket?._extensions["permessage-deflate"];
  // Whoever asked for a smaller window could not look back far enough. (RFC 7692, 7.1.2.1)
  return (
    deflate !== undefined && (deflate.params.server_max_window_bits ?? WINDOW_BITS) >= WINDOW_BITS
  );
}

/** What waits in Engine.IO and in the TCP connection, down to what the kernel has. */
export function queueOf(engine: EngineSocket): WriteQueue {
  const { writeBuffer, transport } = internalsOf(engine);
  const tcp = transport.socket?._socket;
  let bytes = tcp?.writableLength ?? 0;
  for (const { data } of writeBuffer) if (typeof data === "string") bytes += data.length;
  const takenBytes = tcp ? tcp._bytesDispatched - (tcp._handle?.writeQueueSize ?? 0) : 0;
  return { bytes, takenBytes, next: writeBuffer[0] };
}

/** Whether anything waits; costs less than to ask how much. */
export function isBackedUp(engine: EngineSocket): boolean {
  const { writeBuffer, transport } = internalsOf(engine);
  return writeBuffer.length > 0 || (transport.socket?._socket?.writableLength ?? 0) > 0;
}
