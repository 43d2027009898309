import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { Chat, ChatSnapshot } from "../../client/index.ts";
import { loadLazily } from "../../load-lazily.ts";
import type { OverlayOptions } from "./overlay-rows/draw-rows.ts";

/** With more rows in memory than this, the older ones are let go. */
const TRIM_FROM_ROWS = 400;

let loading: Promise<typeof import("./overlay-rows/index.ts")> | undefined;

/** Where the newest messages will lie over a moving picture. */
export function overlay(texts: Texts, locale: string): TemplateResult {
  return html`<section class="chat overlay" part="base" lang=${locale} aria-label=${texts.title}>
    <div class="overlay-rows" role="log" aria-live="off" aria-label=${texts.messages}></div>
  </section>`;
}

/** Draws them; at once, but for the first time. Called after every update. */
export function drawOverlay(
  root: ShadowRoot,
  chat: Chat | undefined,
  { rows }: ChatSnapshot,
  options: OverlayOptions,
  serverUrl: string,
): void {
  (loading ??= loadLazily(({ PARTS }) => PARTS.overlay(), serverUrl)).then(
    ({ drawRows }) => drawRows(root, rows, options),
    () => (loading = undefined),
  );
  if (rows.length > TRIM_FROM_ROWS) chat?.trim(TRIM_FROM_ROWS / 2);
}
