import { html, type TemplateResult } from "lit";
import type { ChatSnapshot } from "../../client/index.ts";
import type { Texts } from "../../i18n/en/en.ts";

/** Options of an overlay. */
export interface OverlayOptions {
  readonly avatars: "on" | "off";
  readonly maxRows: number;
  /** Seconds until a message disappears; 0 keeps it. */
  readonly fadeAfter: number;
}

/** With more rows in memory than this, older ones are dropped. */
export const TRIM_OVERLAY_FROM_ROWS = 400;

/** The overlay of the newest messages, once its renderer is loaded. */
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
