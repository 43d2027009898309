import { SHIELD_MODE, type RoomMode, type RoomModeChange } from "#protocol";
import type { TemplateResult } from "lit";
import { icon } from "../../base/lazy-icon.ts";
import { formatDuration } from "../../../i18n/format-duration.ts";
import type { Staff } from "../staff.ts";
import { STAFF_ICONS } from "../staff-icons.ts";
import type { Panel } from "./panel.ts";
import { pinForm } from "./pin-form.ts";
import { SureButton } from "./sure-button.ts";

const SLOW_SECONDS = [3, 5, 10, 30, 60, 120, 300, 900] as const;
const AGE_SECONDS = [60, 600, 3_600, 86_400, 604_800] as const;
const SWITCHES = ["frozen", "membersOnly", "emojiOnly", "noLinks", "unique"] as const;

/** What holds for everyone's writing, what stands above it, and how it ends. (SPEC MO6, MO7, MO9) */
export class RoomPanel implements Panel {
  readonly #staff: Staff;
  readonly #clear: SureButton;
  readonly #end: SureButton;

  constructor(staff: Staff) {
    this.#staff = staff;
    this.#clear = new SureButton(staff, () => void staff.act({ kind: "clear" }));
    this.#end = new SureButton(staff, () => this.#set({ ended: !this.#mode.ended || null }));
  }

  /** The room tells of itself. */
  refresh(): void {}

  render(): TemplateResult {
    const { html, texts, here } = this.#staff;
    const isShielded = Object.entries(SHIELD_MODE).every(
      ([name, value]) => this.#mode[name as keyof RoomMode] === value,
    );
    const isOwner = here.snapshot.me?.role === "owner";
    return html`<button
        class="shield ${isShielded ? "on" : ""}"
        data-do="shield"
        aria-pressed=${isShielded ? "true" : "false"}
        @click=${() => void this.#staff.act({ kind: "shield", on: !isShielded })}
      >
        ${icon(html, STAFF_ICONS.shield)}<span
          ><b>${isShielded ? texts.shieldOff : texts.shieldOn}</b
          ><small>${texts.shieldHint}</small></span
        >
      </button>
      ${SWITCHES.map((name) => this.#switch(name))} ${this.#choose("slowSeconds", SLOW_SECONDS)}
      ${this.#choose("accountAgeSeconds", AGE_SECONDS)} ${pinForm(this.#staff)}
      <div class="ends">
        ${this.#clear.render("clear", texts.clear)}
        ${isOwner ? this.#end.render("end", this.#mode.ended ? texts.reopen : texts.end) : ""}
      </div>`;
  }

  get #mode(): RoomMode {
    return this.#staff.here.snapshot.mode;
  }

  #set(mode: RoomModeChange): void {
    // What was not taken is shown as it is.
    void this.#staff.act({ kind: "set-mode", mode }).then(() => this.#staff.update());
  }

  #switch(name: (typeof SWITCHES)[number]): TemplateResult {
    const { html, texts } = this.#staff;
    return html`<label class="toggle"
      >${texts.modes[name]}<input
        type="checkbox"
        role="switch"
        name=${name}
        .checked=${this.#mode[name] === true}
        @change=${(event: Event) =>
          this.#set({ [name]: (event.target as HTMLInputElement).checked || null })}
    /></label>`;
  }

  #choose(name: "slowSeconds" | "accountAgeSeconds", offered: readonly number[]): TemplateResult {
    const { html, texts, here } = this.#staff;
    const now = this.#mode[name] ?? 0;
    // What a command has set may be none of these.
    const all = [...new Set([0, ...offered, now])].sort((a, b) => a - b);
    return html`<label class="toggle"
      >${texts.modes[name]}<select
        name=${name}
        .value=${String(now)}
        @change=${(event: Event) =>
          this.#set({ [name]: Number((event.target as HTMLSelectElement).value) || null })}
      >
        ${all.map(
          (seconds) =>
            html`<option value=${seconds} .selected=${seconds === now}>
              ${seconds === 0 ? texts.off : formatDuration(seconds * 1_000, here.locale)}
            </option>`,
        )}
      </select></label
    >`;
  }
}
