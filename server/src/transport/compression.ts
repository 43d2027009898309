import { constants, inflateRawSync } from "node:zlib";
import { LIMITS } from "#protocol";
import type { WsServer } from "./on-ws-server.ts";

/**
 * permessage-deflate as it is agreed on (RFC 7692): no message needs what came before it, so
 * that one compressed frame serves everyone, and no connection keeps a window.
 *
 * The library itself compresses nothing: each time would cost what a flush costs once.
 */
export const COMPRESSION = {
  threshold: Infinity,
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
};

/** What RFC 7692 takes from the end of each message. */
const TAIL = Buffer.from([0, 0, 0xff, 0xff]);
const EMPTY = Buffer.alloc(0);

type Inflated = (error: Error | null, data?: Buffer) => void;

/** ws below its types; `tests/server/compression.test.ts` holds the pinned version to it. */
type Upgrade = (...args: [...request: unknown[], onOpen: OnOpen]) => void;
type OnOpen = (ws: WebSocketInternals, ...rest: unknown[]) => void;
interface WebSocketInternals {
  _extensions: {
    "permessage-deflate"?: { decompress: (data: Buffer, isLast: boolean, done: Inflated) => void };
  };
}

/**
 * Inflates what clients compress, in place of the library, which would keep 40 kB for each of
 * them: browsers compress even a pong. (SPEC CN6)
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

/** One for each connection, for a message may come in several frames. */
function createInflater() {
  let begun: Buffer = EMPTY;
  return (data: Buffer, isLast: boolean, done: Inflated): void => {
    begun = begun.length > 0 ? Buffer.concat([begun, data]) : data;
    // Later, since the library counts on that.
    if (!isLast) return process.nextTick(done, null, EMPTY);
    const message = begun;
    begun = EMPTY;
    process.nextTick(() => inflate(message, done));
  };
}

/** A bomb ends where a frame does: what would come out beyond is never made. */
function inflate(data: Buffer, done: Inflated): void {
  let inflated: Buffer;
  try {
    inflated = inflateRawSync(Buffer.concat([data, TAIL]), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: LIMITS.frameBytes,
    });
  } catch (error) {
    return done(error as Error);
  }
  done(null, inflated);
}
