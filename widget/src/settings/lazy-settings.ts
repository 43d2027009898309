import { html, type TemplateResult } from "lit";
import type { ChoiceShelf } from "../choices/choice-shelf.ts";
import { moreIcon } from "../components/icons.ts";
import { closeOnEscape, closeWhenLeft } from "../components/menu-closing.ts";
import type { Texts } from "../i18n/en.ts";
import type { LiveChatProperties } from "../live-chat-properties.ts";

/** The viewer's own choices in a menu, whose inside is loaded when somebody is about to open it. */
export class LazySettings {
  readonly #host: LiveChatProperties;
  #loaded: typeof import("./loaded/index.ts") | undefined;
  #hasFailed = false;

  constructor(host: LiveChatProperties) {
    this.#host = host;
  }

  render(shelf: ChoiceShelf, texts: Texts): TemplateResult {
    const failure = this.#hasFailed ? texts.notLoaded : "";
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
        ${this.#loaded?.settingsBody(html, this.#host, shelf, texts) ?? failure}
      </div>
    </details>`;
  }

  readonly #load = async (): Promise<void> => {
    if (this.#loaded) return;
    try {
      this.#loaded = await import("./loaded/index.ts");
      if (this.#host.shadowRoot) this.#loaded.adoptSettingsStyles(this.#host.shadowRoot);
    } catch {
      this.#hasFailed = true;
    }
    this.#host.requestUpdate();
  };
}
