import { constants, inflateRawSync } from "node:zlib";
import { LIMITS } from "#protocol";
import type { WsServer } from "./on-ws-server.ts";

/**
 * permessage-deflate without context takeover (RFC 7692): each message is independent, so that one
 * compressed frame serves all subscribers, and connections keep no window.
 *
 * The library itself compresses nothing: each call would cost as much as compressing a whole flush
 * once.
 */
export const COMPRESSION = {
  threshold: Infinity,
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
};

/** The bytes that RFC 7692 strips from the end of each message. */
const TAIL = Buffer.from([0, 0, 0xff, 0xff]);
const EMPTY = Buffer.alloc(0);

type Inflated = (error: Error | null, data?: Buffer) => void;

/** An internal of ws; `tests/server/compression.test.ts` checks the pinned version. */
type Upgrade = (...args: [...request: unknown[], onOpen: OnOpen]) => void;
type OnOpen = (ws: WebSocketInternals, ...rest: unknown[]) => void;
interface WebSocketInternals {
  _extensions: {
    "permessage-deflate"?: { decompress: (data: Buffer, isLast: boolean, done: Inflated) => void };
  };
}

/**
 * Inflates what clients compress, instead of the library, which would keep 40 kB per connection:
 * browsers compress even a pong. (SPEC CN6)
 */
export function inflateFrames(ws: WsServer): void {
  const handleUpgrade: Upgrade = ws.handleUpgrade.bind(ws);
  ws.handleUpgrade = (...args) => {
    const onOpen = args.pop() as OnOpen;
    const request = args as unknown[];
    handleUpgrade(...request, (opened, ...rest) => {
      const deflate = opened._extensions["permessage-deflate"];
      if (deflate) deflate.decompress = createInflater();
      onOpen(opened, ...rest);
    });
  };
}

/** One per connection, because a message may arrive in several frames. */
function createInflater() {
  let begun: Buffer[] = [];
  return (data: Buffer, isLast: boolean, done: Inflated): void => {
    // Joined once: thousands of frames may belong to a message, and empty ones as well.
    if (data.length > 0) begun.push(data);
    // Asynchronous, because the library relies on that.
    if (!isLast) return process.nextTick(done, null, EMPTY);
    const parts = begun;
    begun = [];
    process.nextTick(() => inflate(parts, done));
  };
}

/** Stops at the size limit of a frame, so that a compression bomb is never expanded. */
function inflate(parts: readonly Buffer[], done: Inflated): void {
  let inflated: Buffer;
  try {
    inflated = inflateRawSync(Buffer.concat([...parts, TAIL]), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: LIMITS.frameBytes,
    });
  } catch (error) {
    return done(error as Error);
  }
  done(null, inflated);
}
