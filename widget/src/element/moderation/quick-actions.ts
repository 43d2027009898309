import type { Me, MessageEntry } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { formatDuration } from "../../i18n/format-duration.ts";
import { icon } from "../base/icon.ts";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { StaffElement } from "./staff-element.ts";
import { STAFF_ICONS } from "./staff-icons.ts";
import { mayActOn } from "./subject.ts";

/** Duration of a timeout by a single press or key. */
export const QUICK_TIMEOUT_SECONDS = 600;

/** Actions on a message by a single button or key. */
export type QuickAction = "remove" | "timeout" | "ban" | "menu";

/** Detail of the `quick-action` event. */
export interface QuickActionDetail {
  readonly kind: QuickAction;
  readonly message: MessageEntry;
}

/** CSS classes of the hovered buttons. */
const CLASSES = { remove: "remove", ban: "remove", timeout: "timeout", menu: "" } as const;

/**
 * The quick action buttons of another person's message.
 *
 * Fires `quick-action`, which bubbles out of the list.
 */
class QuickActionsElement extends StaffElement {
  @property() accessor message!: MessageEntry;
  /** The staff member. */
  @property() accessor me: Me | undefined;
  /** Whether they are tab stops. */
  @property() accessor isActive = false;

  protected override render(): TemplateResult {
    const { staffTexts: texts } = this;
    const time = formatDuration(QUICK_TIMEOUT_SECONDS * 1_000, this.locale);
    return html`${
      mayActOn(this.me, this.message)
        ? [
            this.#renderButton("remove", "D", STAFF_ICONS.remove, texts.remove),
            this.#renderButton("timeout", "T", STAFF_ICONS.timeout, texts.timeOutFor(time)),
            this.#renderButton("ban", "B", STAFF_ICONS.ban, texts.banAndPurge),
          ]
        : nothing
    }${this.#renderButton("menu", "M", STAFF_ICONS.more, texts.menu)}`;
  }

  /** The key does the same while the list has the focus. */
  #renderButton(kind: QuickAction, key: string, lines: string, label: string): TemplateResult {
    const { message } = this;
    return html`<button
      class="icon-button ${CLASSES[kind]}"
      part="staff-action"
      data-do=${kind}
      tabindex=${this.isActive ? 0 : -1}
      aria-label=${label}
      aria-keyshortcuts=${key}
      title="${label} (${key})"
      @click=${() => this.request("quick-action", { kind, message } satisfies QuickActionDetail)}
    >
      ${icon(lines)}
    </button>`;
  }
}

defineOnce("live-chat-quick-actions", QuickActionsElement);
