import type { html, TemplateResult } from "lit";
import type { PreferenceStore } from "../preference-store.ts";
import type { HiddenPerson, TextSize } from "../viewer-preferences.ts";
import { enSettings, type SettingsTexts } from "../../../i18n/en/en-settings.ts";
import type { LiveChatProperties } from "../../live-chat-properties.ts";
import { openPopOut, popOutUrl } from "./pop-out.ts";

/** The renderer of whoever loads this: with one of its own, a page would have two. */
type Html = typeof html;

/** How one wants the chat to be shown. `given` has the texts, but for English ones. */
export function settingsBody(
  html: Html,
  host: LiveChatProperties,
  shelf: PreferenceStore,
  given: object,
  serverUrl: string,
): TemplateResult {
  const texts: SettingsTexts = { ...enSettings, ...given };
  const url = popOutUrl(host, serverUrl);
  const { showTimes, showNotices, hidden } = shelf.choices;
  return html`${textSizes(html, shelf, texts)}
  ${toggle(html, texts.showTimes, showTimes, (on) => shelf.change({ showTimes: on }))}
  ${toggle(html, texts.showNotices, showNotices, (on) => shelf.change({ showNotices: on }))}
  ${hidden.length > 0 ? hiddenPeople(html, hidden, shelf, texts) : ""}
  ${url ? popOut(html, url, texts) : ""}`;
}

/** A link, so that it can also be opened, copied and shared as links are. */
function popOut(html: Html, url: string, texts: SettingsTexts): TemplateResult {
  return html`<a class="pop-out" part="pop-out" href=${url} target="_blank" @click=${openPopOut}
    >${texts.popOut}<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d="M13.5 4.5h6v6M19.5 4.5l-8.5 8.5M9.5 6H6.5a2 2 0 0 0-2 2v9.5a2 2 0 0 0 2 2H16a2 2 0 0 0 2-2v-3"
      /></svg
  ></a>`;
}

function textSizes(html: Html, shelf: PreferenceStore, texts: SettingsTexts): TemplateResult {
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
  shelf: PreferenceStore,
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
