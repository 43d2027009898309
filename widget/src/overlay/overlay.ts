import { html, type TemplateResult } from "lit";
import type { Texts } from "../i18n/en.ts";
import { scriptUrl } from "../script-origin.ts";
import type { Chat, ChatSnapshot } from "../store/index.ts";
import type { OverlayOptions } from "./loaded/draw-rows.ts";

/** The file beside the one-file builds that draws overlays. */
declare const LIVE_CHAT_OVERLAY_FILE: string | undefined;

/** With more rows in memory than this, the older ones are let go. */
const TRIM_FROM_ROWS = 400;

let loading: ReturnType<typeof loadOverlay> | undefined;

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
): void {
  (loading ??= loadOverlay()).then(
    ({ drawRows }) => drawRows(root, rows, options),
    () => (loading = undefined),
  );
  if (rows.length > TRIM_FROM_ROWS) chat?.trim(TRIM_FROM_ROWS / 2);
}

function loadOverlay(): Promise<typeof import("./loaded/index.ts")> {
  if (typeof LIVE_CHAT_OVERLAY_FILE === "string")
    return import(/* @vite-ignore */ new URL(LIVE_CHAT_OVERLAY_FILE, scriptUrl()).href);
  return import("./loaded/index.ts");
}
