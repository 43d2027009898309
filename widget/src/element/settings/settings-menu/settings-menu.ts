import { html, nothing, type TemplateResult } from "lit";
import { enSettings, type SettingsTexts } from "../../../i18n/en/en-settings.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { TOGGLE_STYLES } from "../../theme/toggle-styles.ts";
import {
  ANNOUNCEMENTS,
  DEFAULT_PREFERENCES,
  type TextSize,
  type ViewerPreferences,
} from "../viewer-preferences.ts";
import { openPopOut, popOutUrl, type PopOut } from "./pop-out.ts";
import { SETTINGS_STYLES } from "./settings-styles.ts";

export { popOutOf } from "./pop-out.ts";

type Change = Partial<
  Pick<ViewerPreferences, "textSize" | "showTimes" | "showNotices" | "announcements">
>;

/**
 * The viewer's display settings, and a link to the chat's own window.
 *
 * Fires `preference` with the change, and `unhide` with a user's id.
 */
export class SettingsElement extends LazyElement {
  static override readonly sheets: readonly string[] = [TOGGLE_STYLES, SETTINGS_STYLES];
  @property() accessor preferences: ViewerPreferences = DEFAULT_PREFERENCES;
  /** Missing texts are shown in English. */
  @property() accessor texts: Partial<SettingsTexts> = {};
  /** The chat to open in a window; undefined to omit the link. */
  @property() accessor popOut: PopOut | undefined;

  protected override render(): TemplateResult {
    const texts = { ...enSettings, ...this.texts };
    const { showTimes, showNotices, hidden } = this.preferences;
    const url = this.popOut && popOutUrl(this.popOut);
    return html`${this.#renderSizes(texts)}
    ${this.#renderToggle(texts.showTimes, showTimes, (on) => this.#change({ showTimes: on }))}
    ${this.#renderToggle(texts.showNotices, showNotices, (on) => this.#change({ showNotices: on }))}
    ${this.#renderReadOut(texts)} ${hidden.length > 0 ? this.#renderHidden(texts) : nothing}
    ${url === undefined ? nothing : this.#renderPopOut(url, texts)}`;
  }

  /** A link, so that it can also be copied and shared. */
  #renderPopOut(url: string, texts: SettingsTexts): TemplateResult {
    return html`<a class="pop-out" part="pop-out" href=${url} target="_blank" @click=${openPopOut}
      >${texts.popOut}<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path
          d="M13.5 4.5h6v6M19.5 4.5l-8.5 8.5M9.5 6H6.5a2 2 0 0 0-2 2v9.5a2 2 0 0 0 2 2H16a2 2 0 0 0 2-2v-3"
        /></svg
    ></a>`;
  }

  #renderSizes(texts: SettingsTexts): TemplateResult {
    return html`<fieldset>
      <legend>${texts.textSize}</legend>
      <div class="sizes">
        ${texts.textSizes.map(
          (label, size) =>
            html`<label title=${label}
              ><input
                type="radio"
                name="text-size"
                aria-label=${label}
                .checked=${this.preferences.textSize === size}
                @change=${() => this.#change({ textSize: size as TextSize })}
              /><span class="text-${size}" aria-hidden="true">${texts.letter}</span></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  #renderReadOut({ readOut, readOutChoices }: SettingsTexts): TemplateResult {
    return html`<label class="toggle"
      >${readOut}<select
        name="announcements"
        @change=${({ target }: Event) =>
          this.#change({
            announcements: ANNOUNCEMENTS[(target as HTMLSelectElement).selectedIndex]!,
          })}
      >
        ${ANNOUNCEMENTS.map(
          (one, i) =>
            html`<option value=${one} .selected=${this.preferences.announcements === one}>
              ${readOutChoices[i]}
            </option>`,
        )}
      </select></label
    >`;
  }

  #renderToggle(label: string, isOn: boolean, onChange: (on: boolean) => void): TemplateResult {
    return html`<label class="toggle"
      >${label}<input
        type="checkbox"
        role="switch"
        .checked=${isOn}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
    /></label>`;
  }

  #renderHidden(texts: SettingsTexts): TemplateResult {
    return html`<h3>${texts.hiddenPeople}</h3>
      <ul>
        ${this.preferences.hidden.map(
          ({ userId, nickname }) =>
            html`<li>
              <bdi>${nickname}</bdi
              ><button
                class="text-button"
                aria-label="${texts.showAgain}: ${nickname}"
                @click=${() => this.tell("unhide", userId)}
              >
                ${texts.showAgain}
              </button>
            </li>`,
        )}
      </ul>`;
  }

  #change(change: Change): void {
    this.tell("preference", change);
  }
}

defineOnce("live-chat-settings", SettingsElement);
