import { html, type TemplateResult } from "lit";
import type { ChoiceShelf } from "../choices/choice-shelf.ts";
import { moreIcon } from "../components/icons.ts";
import { closeOnEscape, closeWhenLeft } from "../components/menu-closing.ts";
import type { Texts } from "../i18n/en.ts";
import { LazyPart } from "../lazy-part.ts";
import type { LiveChatProperties } from "../live-chat-properties.ts";
import type { settingsBody } from "./loaded/index.ts";

/** The viewer's own choices in a menu, whose inside is loaded when somebody is about to open it. */
export class LazySettings {
  readonly #host: LiveChatProperties;
  readonly #body: LazyPart<typeof settingsBody>;

  constructor(host: LiveChatProperties) {
    this.#host = host;
    this.#body = new LazyPart(host, async () => {
      const { adoptSettingsStyles, settingsBody } = await import("./loaded/index.ts");
      if (host.shadowRoot) adoptSettingsStyles(host.shadowRoot);
      return settingsBody;
    });
  }

  render(shelf: ChoiceShelf, texts: Texts): TemplateResult {
    const failure = this.#body.hasFailed ? texts.notLoaded : "";
    return html`<details
      class="settings"
      @pointerenter=${this.#load}
      @toggle=${this.#load}
      @keydown=${closeOnEscape}
      @focusout=${closeWhenLeft}
    >
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
        ${this.#body.part?.(html, this.#host, shelf, texts) ?? failure}
      </div>
    </details>`;
  }

  readonly #load = (): void => void this.#body.get().catch(() => undefined);
}
