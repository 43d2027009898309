import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../base/icon.ts";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { StaffElement } from "./staff-element.ts";
import { STAFF_ICONS } from "./staff-icons.ts";

/**
 * Opens the staff panels, and shows the number of items that wait for review.
 *
 * Fires `panel` with whether the panels are to be open.
 */
class StaffButtonElement extends StaffElement {
  /** Number of items that wait for review. */
  @property() accessor waiting = 0;
  /** Whether the panels are open. */
  @property() accessor isOpen = false;

  protected override render(): TemplateResult {
    const { waiting, staffTexts: texts } = this;
    const label = waiting > 0 ? texts.staffWaiting(waiting) : texts.staff;
    return html`<button
      class="icon-button staff-button"
      part="staff"
      aria-label=${label}
      title=${label}
      aria-expanded=${this.isOpen ? "true" : "false"}
      @click=${() => this.tell("panel", !this.isOpen)}
    >
      ${icon(STAFF_ICONS.shield)}${
        waiting > 0 ? html`<b class="count">${waiting > 99 ? "99+" : waiting}</b>` : nothing
      }
    </button>`;
  }
}

defineOnce("live-chat-staff-button", StaffButtonElement);
