import type { Clock } from "../chat/ports/clock.ts";
import { TokenBucket } from "../chat/limits/token-bucket.ts";
import type { WsServer } from "./on-ws-server.ts";

/** Pings of WebSocket itself per connection; a client that sends them at all sends a few a minute. */
const PING_RATE = { count: 600, windowMs: 6_000 };
/** Maximum size of the unread data of a client that pings. */
const MAX_UNREAD_BYTES = 4_194_304;

type Upgrade = (...args: [...request: unknown[], onOpen: OnOpen]) => void;
type OnOpen = (opened: Opened, ...rest: unknown[]) => void;
/** What is used of a WebSocket of ws. */
interface Opened {
  readonly bufferedAmount: number;
  on(event: "ping", listener: (this: Opened) => void): void;
  terminate(): void;
}

/**
 * Closes connections that flood with WebSocket's own pings: ws answers each one, below all that
 * counts packets and watches queues, also for a client that never reads. (SPEC CN14)
 */
export function limitPings(ws: WsServer, clock: Clock): void {
  // Made at the first ping: most clients send none.
  const pings = new WeakMap<Opened, TokenBucket>();
  const onPing = function (this: Opened): void {
    const nowMs = clock.nowMs();
    const bucket = pings.get(this) ?? new TokenBucket(PING_RATE, nowMs);
    pings.set(this, bucket);
    if (bucket.take(nowMs) > 0 || this.bufferedAmount > MAX_UNREAD_BYTES) this.terminate();
  };
  const handleUpgrade: Upgrade = ws.handleUpgrade.bind(ws);
  ws.handleUpgrade = (...args) => {
    const onOpen = args.pop() as OnOpen;
    handleUpgrade(...(args as unknown[]), (opened, ...rest) => {
      opened.on("ping", onPing);
      onOpen(opened, ...rest);
    });
  };
}
