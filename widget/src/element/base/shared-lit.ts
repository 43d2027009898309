import { html, LitElement, nothing } from "lit";

/**
 * Provides the script's Lit to the lazy build, where `lit-stub.ts` replaces `lit`.
 *
 * A second Lit would cost 7 kB, and pages with Trusted Types would refuse it: its policy's name is
 * taken. Of two scripts on a page, the first has registered the elements, and its Lit is used.
 */
export function shareLit(): void {
  const shared = globalThis as { liveChatLit?: object };
  shared.liveChatLit ??= { LitElement, html, nothing };
}
