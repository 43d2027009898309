import { html, nothing, type TemplateResult } from "lit";
import type { ChoiceShelf } from "../choices/choice-shelf.ts";
import type { HiddenPerson, TextSize } from "../choices/viewer-choices.ts";
import type { Texts } from "../i18n/en.ts";
import { moreIcon } from "./icons.ts";
import { closeOnEscape, closeWhenLeft } from "./menu-closing.ts";

/** How one wants the chat to be shown. */
export function settingsMenu(shelf: ChoiceShelf, texts: Texts): TemplateResult {
  const { showTimes, showNotices, hidden } = shelf.choices;
  return html`<details class="settings" @keydown=${closeOnEscape} @focusout=${closeWhenLeft}>
    <summary
      class="icon-button"
      part="settings"
      aria-label=${texts.settings}
      title=${texts.settings}
    >
      ${moreIcon}
    </summary>
    <!-- Takes the focus of clicks between its controls, which would else close it. -->
    <div class="menu" part="settings-menu" tabindex="-1">
      ${textSizes(shelf, texts)}
      ${toggle(texts.showTimes, showTimes, (on) => shelf.change({ showTimes: on }))}
      ${toggle(texts.showNotices, showNotices, (on) => shelf.change({ showNotices: on }))}
      ${hidden.length > 0 ? hiddenPeople(hidden, shelf, texts) : nothing}
    </div>
  </details>`;
}

function textSizes(shelf: ChoiceShelf, texts: Texts): TemplateResult {
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

function toggle(label: string, isOn: boolean, onChange: (on: boolean) => void): TemplateResult {
  return html`<label class="toggle"
    >${label}<input
      type="checkbox"
      role="switch"
      .checked=${isOn}
      @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
  /></label>`;
}

function hiddenPeople(
  people: readonly HiddenPerson[],
  shelf: ChoiceShelf,
  texts: Texts,
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
