import { NATS } from "./nats-dialect.ts";
import { BARE_WS, NCHAN } from "./plain-dialect.ts";
import { LIVE_CHAT, LIVE_CHAT_UNMARKED, STOCK_SOCKET_IO } from "./socket-io-dialect.ts";

export const DIALECTS = {
  "live-chat": LIVE_CHAT,
  "live-chat, unmarked": LIVE_CHAT_UNMARKED,
  "socket.io": STOCK_SOCKET_IO,
  ws: BARE_WS,
  nchan: NCHAN,
  nats: NATS,
} as const;

export type DialectName = keyof typeof DIALECTS;
