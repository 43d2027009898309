import { TIMEOUT_PRESETS, type ModerationAction } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { formatDuration } from "../../i18n/format-duration.ts";
import { icon } from "../base/icon.ts";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { channelName, usualScope } from "./action-scope.ts";
import { ActingElement } from "./acting-element.ts";
import { formLine } from "./read-form-field.ts";
import { STAFF_ICONS } from "./staff-icons.ts";

/**
 * Imposes a timeout or a ban.
 *
 * Fires `done` when something was chosen.
 */
class SanctionFormElement extends ActingElement {
  @property() accessor userId = "";

  protected override render(): TemplateResult {
    const { userId, staffTexts: texts } = this;
    return html`<form class="sanctions" @submit=${(event: Event) => event.preventDefault()}>
      <fieldset>
        <legend>${texts.timeOut}</legend>
        <div class="presets">${TIMEOUT_PRESETS.map((seconds) => this.#renderPreset(seconds))}</div>
      </fieldset>
      <div class="choice-row">
        <button
          type="button"
          class="choice danger"
          data-do="ban"
          @click=${() =>
            this.#do((form) => ({
              kind: "ban",
              userId,
              ...given(form),
              ...(form.has("address") && { withAddress: true }),
            }))}
        >
          ${icon(STAFF_ICONS.ban)}${texts.ban}
        </button>
        <button
          type="button"
          class="choice"
          title=${texts.shadowHint}
          @click=${() =>
            this.#do((form) => {
              const { reason } = given(form);
              return { kind: "shadow", userId, ...(reason && { reason }) };
            })}
        >
          ${icon(STAFF_ICONS.shadow)}${texts.shadow}
        </button>
        <button
          type="button"
          class="choice danger"
          @click=${() => this.#do(() => ({ kind: "purge", userId }))}
        >
          ${icon(STAFF_ICONS.remove)}${texts.purge}
        </button>
      </div>
      ${this.#renderScopes()}
      <label class="check"><input type="checkbox" name="purge" />${texts.alsoPurge}</label>
      ${
        userId.startsWith("guest:")
          ? html`<label class="check"
              ><input type="checkbox" name="address" />${texts.alsoAddress}</label
            >`
          : nothing
      }
      <label class="line"
        ><span>${texts.reason}</span
        ><input name="reason" maxlength="200" autocomplete="off" placeholder=${texts.reasonHint}
      /></label>
    </form>`;
  }

  /** The reason for one person is cleared for the next. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("userId")) this.querySelector("form")?.reset();
  }

  /** Which of the two a ban holds for, where it may be either. (SPEC CH6) */
  #renderScopes(): TemplateResult | typeof nothing {
    const channel = this.me?.channel;
    if (!channel) return nothing;
    const { scopes, everywhere, here } = this.staffTexts;
    const name = channelName(channel);
    return html`<fieldset>
      <legend>${scopes}</legend>
      <label class="check"
        ><input type="radio" name="scope" value="channel" checked />${everywhere(name)}</label
      >
      <label class="check"><input type="radio" name="scope" value="stream" />${here}</label>
    </fieldset>`;
  }

  #renderPreset(seconds: number): TemplateResult {
    const { userId } = this;
    const time = formatDuration(seconds * 1_000, this.locale);
    return html`<button
      type="button"
      class="preset"
      data-do="timeout"
      aria-label=${this.staffTexts.timeOutFor(time)}
      @click=${() => this.#do((form) => ({ kind: "timeout", userId, seconds, ...given(form) }))}
    >
      ${time}
    </button>`;
  }

  #do(make: (form: FormData) => ModerationAction): void {
    const form = new FormData(this.querySelector("form")!);
    const action = make(form);
    // Time-outs and removals are of this show, whatever is chosen.
    const isForAll = usualScope(this.me, action) === "channel" && form.get("scope") !== "stream";
    void this.act(action, isForAll ? "channel" : "stream");
    this.tell("done");
  }
}

function given(form: FormData): { reason?: string; purge?: true } {
  const reason = formLine(form, "reason");
  return { ...(reason && { reason }), ...(form.has("purge") && { purge: true }) };
}

defineOnce("live-chat-sanction-form", SanctionFormElement);
