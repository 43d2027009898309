import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { ChatSnapshot, ConnectionState } from "../../client/index.ts";
import { personIcon } from "../base/icons.ts";

/** Formatters of the last locale: creating them takes longer than the rest of a header. */
let formats: ReturnType<typeof numberFormats> | undefined;

/** The title, the number of viewers, the connection state, and the viewer's settings. */
export function header(
  { connection, viewers }: ChatSnapshot,
  texts: Texts,
  locale: string,
  buttons: unknown,
): TemplateResult {
  const state = stateText(connection, texts);
  // Before the number is known: the page has nothing else to do then.
  if (formats?.locale !== locale) formats = numberFormats(locale);
  return html`<header class="header" part="header">
    <span
      class="dot ${connection.status}"
      part="connection"
      role="img"
      aria-label=${state}
      title=${state}
    ></span>
    <h2 class="title" part="title"><slot name="title" .textContent=${texts.title}></slot></h2>
    ${viewers === undefined ? nothing : viewerCount(viewers, texts, formats)} ${buttons}
  </header>`;
}

function viewerCount(
  viewers: number,
  texts: Texts,
  formats: ReturnType<typeof numberFormats>,
): TemplateResult {
  const exact = texts.viewers(formats.exact.format(viewers));
  const short = formats.short.format(viewers);
  return html`<span class="viewers" part="viewers" role="img" aria-label=${exact} title=${exact}>
    ${personIcon}<span .textContent=${short}></span>
  </span>`;
}

function numberFormats(locale: string) {
  return {
    locale,
    exact: new Intl.NumberFormat(locale),
    short: new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }),
  };
}

function stateText(connection: ConnectionState, texts: Texts): string {
  switch (connection.status) {
    case "live":
    case "reconnecting":
    case "offline":
      return texts[connection.status];
    case "failed":
      return texts.failedTitle;
    default:
      return texts.connecting;
  }
}
