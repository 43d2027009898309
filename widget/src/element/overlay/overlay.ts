import { html, type TemplateResult } from "lit";
import type { ChatSnapshot } from "../../client/index.ts";
import type { Texts } from "../../i18n/en/en.ts";

/** What a page sets for an overlay. */
export interface OverlayOptions {
  readonly avatars: "on" | "off";
  readonly maxRows: number;
  /** After so many seconds a message is gone; 0 keeps it. */
  readonly fadeAfter: number;
}

/** With more rows in memory than this, the older ones are let go. */
export const TRIM_OVERLAY_FROM_ROWS = 400;

/** Where the newest messages lie over a moving picture, once what draws them is loaded. */
export function overlay(
  { rows }: ChatSnapshot,
  { avatars, maxRows, fadeAfter }: OverlayOptions,
  texts: Texts,
  locale: string,
): TemplateResult {
  return html`<section class="chat overlay" part="base" lang=${locale} aria-label=${texts.title}>
    <live-chat-overlay
      class="overlay-rows"
      role="log"
      aria-live="off"
      aria-label=${texts.messages}
      .rows=${rows}
      .avatars=${avatars}
      .maxRows=${maxRows}
      .fadeAfter=${fadeAfter}
    ></live-chat-overlay>
  </section>`;
}
