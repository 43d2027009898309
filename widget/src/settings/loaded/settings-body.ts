import type { html, TemplateResult } from "lit";
import type { ChoiceShelf } from "../../choices/choice-shelf.ts";
import type { HiddenPerson, TextSize } from "../../choices/viewer-choices.ts";
import { enSettings, type SettingsTexts } from "../../i18n/en-settings.ts";

/** The renderer of whoever loads this: with one of its own, a page would have two. */
type Html = typeof html;

/** How one wants the chat to be shown. `given` has the texts, but for English ones. */
export function settingsBody(html: Html, shelf: ChoiceShelf, given: object): TemplateResult {
  const texts: SettingsTexts = { ...enSettings, ...given };
  const { showTimes, showNotices, hidden } = shelf.choices;
  return html`${textSizes(html, shelf, texts)}
  ${toggle(html, texts.showTimes, showTimes, (on) => shelf.change({ showTimes: on }))}
  ${toggle(html, texts.showNotices, showNotices, (on) => shelf.change({ showNotices: on }))}
  ${hidden.length > 0 ? hiddenPeople(html, hidden, shelf, texts) : ""}`;
}

function textSizes(html: Html, shelf: ChoiceShelf, texts: SettingsTexts): TemplateResult {
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
              .checked=${shelf.choices.textSize === size}
              @change=${() => shelf.change({ textSize: size as TextSize })}
            /><span class="text-${size}" aria-hidden="true">${texts.letter}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

function toggle(
  html: Html,
  label: string,
  isOn: boolean,
  onChange: (on: boolean) => void,
): TemplateResult {
  return html`<label class="toggle"
    >${label}<input
      type="checkbox"
      role="switch"
      .checked=${isOn}
      @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
  /></label>`;
}

function hiddenPeople(
  html: Html,
  people: readonly HiddenPerson[],
  shelf: ChoiceShelf,
  texts: SettingsTexts,
): TemplateResult {
  return html`<h3>${texts.hiddenPeople}</h3>
    <ul>
      ${people.map(
        ({ userId, nickname }) =>
          html`<li>
            <bdi>${nickname}</bdi
            ><button
              class="text-button"
              aria-label="${texts.showAgain}: ${nickname}"
              @click=${() => shelf.show(userId)}
            >
              ${texts.showAgain}
            </button>
          </li>`,
      )}
    </ul>`;
}
