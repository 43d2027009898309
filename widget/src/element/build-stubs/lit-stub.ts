import type * as lit from "lit";

/** The Lit of `live-chat.js`, as provided by `shareLit`. */
export const { LitElement, html, nothing } = (globalThis as unknown as { liveChatLit: typeof lit })
  .liveChatLit;
