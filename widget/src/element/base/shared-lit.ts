import { html, LitElement, nothing } from "lit";

/**
 * Hands the script's Lit to the files of the lazy build, where `lit-stub.ts` stands for `lit`.
 *
 * A second Lit would be 7 kB more, and pages with Trusted Types would refuse it: its policy's
 * name is taken. Of two scripts on a page the first has registered the elements, and its Lit stays.
 */
export function shareLit(): void {
  const shared = globalThis as { liveChatLit?: object };
  shared.liveChatLit ??= { LitElement, html, nothing };
}
