import { SHIELD_MODE, type Pin, type RoomMode } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../../base/icon.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { LazyModule } from "../../lazy-module.ts";
import { ActingElement } from "../acting-element.ts";
import type { StaffChat } from "../ask-staff.ts";
import { STAFF_ICONS } from "../staff-icons.ts";
import "./confirm-button.ts";
import "./mode-fields.ts";
import "./pin-form.ts";

/** Sets the room mode and the pin, and ends the stream. (SPEC MO6, MO7, MO9) */
class RoomPanelElement extends ActingElement {
  @property() accessor chat: StaffChat | undefined;
  @property() accessor mode: RoomMode = {};
  @property() accessor pinned: Pin | undefined;

  readonly #invitations = new LazyModule(this, () => import("../invitations/invitations.ts"));

  protected override willUpdate(): void {
    if (this.#mayInvite) this.#invitations.want();
  }

  protected override render(): TemplateResult {
    const { staffTexts: texts, mode, act, language } = this;
    const isShielded = Object.entries(SHIELD_MODE).every(
      ([name, value]) => mode[name as keyof RoomMode] === value,
    );
    return html`<button
        class="shield ${isShielded ? "on" : ""}"
        data-do="shield"
        aria-pressed=${isShielded ? "true" : "false"}
        @click=${() => void act({ kind: "shield", on: !isShielded })}
      >
        ${icon(STAFF_ICONS.shield)}<span
          ><b
            >${texts.shield}<span aria-hidden="true">
              · ${isShielded ? texts.on : texts.off}</span
            ></b
          ><small>${texts.shieldHint}</small></span
        >
      </button>
      <live-chat-mode-fields
        .mode=${mode}
        .act=${act}
        .language=${language}
        .locale=${this.locale}
      ></live-chat-mode-fields>
      <live-chat-pin-form
        .pinned=${this.pinned}
        .act=${act}
        .language=${language}
      ></live-chat-pin-form>
      ${
        this.#mayInvite && this.#invitations.part
          ? html`<live-chat-invitations
              .chat=${this.chat}
              .language=${language}
              .locale=${this.locale}
            ></live-chat-invitations>`
          : nothing
      }
      <div class="ends">
        <live-chat-confirm-button
          .action=${"clear"}
          .label=${texts.clear}
          .language=${language}
          @confirm=${() => void act({ kind: "clear" })}
        ></live-chat-confirm-button>
        ${
          this.me?.role === "owner"
            ? html`<live-chat-confirm-button
                .action=${"end"}
                .label=${mode.ended ? texts.reopen : texts.end}
                .language=${language}
                @confirm=${() => void act({ kind: "set-mode", mode: { ended: !mode.ended || null } })}
              ></live-chat-confirm-button>`
            : nothing
        }
      </div>`;
  }

  /** (SPEC OL7) */
  get #mayInvite(): boolean {
    return this.me?.role === "owner" && this.chat?.httpAccess !== undefined;
  }
}

defineOnce("live-chat-room-panel", RoomPanelElement);
