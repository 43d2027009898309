import { SHIELD_MODE, type Pin, type RoomMode, type RoomModeChange } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { formatDuration } from "../../../i18n/format-duration.ts";
import { icon } from "../../base/icon.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { LazyModule } from "../../lazy-module.ts";
import { ActingElement } from "../acting-element.ts";
import type { StaffChat } from "../ask-staff.ts";
import { STAFF_ICONS } from "../staff-icons.ts";
import "./confirm-button.ts";
import "./pin-form.ts";

const SLOW_SECONDS = [3, 5, 10, 30, 60, 120, 300, 900] as const;
const AGE_SECONDS = [60, 600, 3_600, 86_400, 604_800] as const;
const SWITCHES = ["frozen", "membersOnly", "emojiOnly", "noLinks", "unique"] as const;

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
      ${SWITCHES.map((name) => this.#renderSwitch(name))}
      ${this.#renderChoice("slowSeconds", SLOW_SECONDS)}
      ${this.#renderChoice("accountAgeSeconds", AGE_SECONDS)}
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
                @confirm=${() => void this.#set({ ended: !this.mode.ended || null })}
              ></live-chat-confirm-button>`
            : nothing
        }
      </div>`;
  }

  /** (SPEC OL7) */
  get #mayInvite(): boolean {
    return this.me?.role === "owner" && this.chat?.httpAccess !== undefined;
  }

  /** Refused changes are shown as the server has them. */
  async #set(mode: RoomModeChange): Promise<void> {
    const { ok } = await this.act({ kind: "set-mode", mode });
    if (ok) return;
    for (const field of this.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      ".toggle [name]",
    )) {
      const value = this.mode[field.name as keyof RoomMode];
      if (field instanceof HTMLInputElement) field.checked = value === true;
      else field.value = String(value ?? 0);
    }
  }

  #renderSwitch(name: (typeof SWITCHES)[number]): TemplateResult {
    return html`<label class="toggle"
      >${this.staffTexts.modes[name]}<input
        type="checkbox"
        role="switch"
        name=${name}
        .checked=${this.mode[name] === true}
        @change=${(event: Event) =>
          void this.#set({ [name]: (event.target as HTMLInputElement).checked || null })}
    /></label>`;
  }

  #renderChoice(
    name: "slowSeconds" | "accountAgeSeconds",
    offered: readonly number[],
  ): TemplateResult {
    const { staffTexts: texts } = this;
    const now = this.mode[name] ?? 0;
    // A command may have set another value.
    const all = [...new Set([0, ...offered, now])].sort((a, b) => a - b);
    return html`<label class="toggle"
      >${texts.modes[name]}<select
        name=${name}
        .value=${String(now)}
        @change=${(event: Event) =>
          void this.#set({ [name]: Number((event.target as HTMLSelectElement).value) || null })}
      >
        ${all.map(
          (seconds) =>
            html`<option value=${seconds} .selected=${seconds === now}>
              ${seconds === 0 ? texts.off : formatDuration(seconds * 1_000, this.locale)}
            </option>`,
        )}
      </select></label
    >`;
  }
}

defineOnce("live-chat-room-panel", RoomPanelElement);
