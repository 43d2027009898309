import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { ConnectionState } from "../../client/index.ts";
import { clockIcon, cloudOffIcon } from "../base/icons.ts";

/**
 * The connection state in words, with an action if there is one. Empty while connected.
 *
 * Not a live region, because it counts seconds: `ConnectionNews` announces changes.
 */
export function statusLine(
  connection: ConnectionState,
  texts: Texts,
  nowMs: number,
  onTryNow: () => void,
): TemplateResult {
  return html`<div class="status ${connection.status}" part="status">
    ${statusContent(connection, texts, nowMs, onTryNow)}
  </div>`;
}

function statusContent(
  connection: ConnectionState,
  texts: Texts,
  nowMs: number,
  onTryNow: () => void,
): TemplateResult | typeof nothing {
  switch (connection.status) {
    case "connecting":
      return html`<span class="visually-hidden">${texts.connecting}</span>`;
    case "offline":
      return html`${cloudOffIcon}<span .textContent=${texts.offline}></span>`;
    case "waiting": {
      const seconds = secondsUntil(connection.nextAttemptAt, nowMs);
      if (seconds === 0) return html`${clockIcon}<span .textContent=${texts.connecting}></span>`;
      const say = connection.reason === "server-busy" ? texts.joiningQueue : texts.storeWaiting;
      return html`${clockIcon}<span .textContent=${say(seconds)}></span>`;
    }
    case "reconnecting": {
      // Joining after a deliberate reconnect takes only a moment.
      if (connection.attempt === 0)
        return html`<span class="visually-hidden">${texts.connecting}</span>`;
      const seconds = secondsUntil(connection.nextAttemptAt, nowMs);
      if (seconds === 0)
        return html`${cloudOffIcon}<span .textContent=${texts.reconnecting}></span>`;
      return html`${cloudOffIcon}<span .textContent=${texts.reconnectingIn(seconds)}></span>
        <button class="text-button" part="try-now" @click=${onTryNow}>${texts.tryNow}</button>`;
    }
    default:
      return nothing;
  }
}

function secondsUntil(momentMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((momentMs - nowMs) / 1_000));
}
