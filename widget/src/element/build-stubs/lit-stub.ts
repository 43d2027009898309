import type * as lit from "lit";

/** The Lit of `live-chat.js`, in place of another one: what `shareLit` has handed out. */
export const { LitElement, html, nothing } = (globalThis as unknown as { liveChatLit: typeof lit })
  .liveChatLit;
