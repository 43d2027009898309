import {
  ROOM_SWITCHES,
  type ActionScope,
  type RoomMode,
  type RoomModeChange,
  type RoomSwitch,
} from "#protocol";
import { html, type TemplateResult } from "lit";
import { formatDuration } from "../../../i18n/format-duration.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { ActingElement } from "../acting-element.ts";

const SLOW_SECONDS = [3, 5, 10, 30, 60, 120, 300, 900] as const;
const AGE_SECONDS = [60, 600, 3_600, 86_400, 604_800] as const;
/** The end of a stream is a button of its own. */
const SWITCHES = ROOM_SWITCHES.filter((name) => name !== "ended");

/** Sets each part of a mode: of the room, or the one that a channel's new streams get. (SPEC MO6, CH9) */
class ModeFieldsElement extends ActingElement {
  @property() accessor mode: RoomMode = {};
  @property() accessor scope: ActionScope = "stream";
  @property() accessor isReadOnly = false;

  protected override render(): TemplateResult {
    return html`${SWITCHES.map((name) => this.#renderSwitch(name))}
    ${this.#renderChoice("slowSeconds", SLOW_SECONDS)}
    ${this.#renderChoice("accountAgeSeconds", AGE_SECONDS)}`;
  }

  /** Refused changes are shown as the server has them. */
  async #set(mode: RoomModeChange): Promise<void> {
    const { ok } = await this.act({ kind: "set-mode", mode }, this.scope);
    if (ok) return;
    for (const field of this.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      ".toggle [name]",
    )) {
      const value = this.mode[field.name as keyof RoomMode];
      if (field instanceof HTMLInputElement) field.checked = value === true;
      else field.value = String(value ?? 0);
    }
  }

  #renderSwitch(name: RoomSwitch): TemplateResult {
    return html`<label class="toggle"
      >${this.staffTexts.modes[name]}<input
        type="checkbox"
        role="switch"
        name=${name}
        ?disabled=${this.isReadOnly}
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
        ?disabled=${this.isReadOnly}
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

defineOnce("live-chat-mode-fields", ModeFieldsElement);
