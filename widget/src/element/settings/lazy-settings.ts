import { html, type TemplateResult } from "lit";
import type { PreferenceStore } from "./preference-store.ts";
import { moreIcon } from "../base/icons.ts";
import { closeOnEscape, closeWhenLeft } from "../base/menu-closing.ts";
import type { Texts } from "../../i18n/en/en.ts";
import { LazyModule } from "../lazy-module.ts";
import { loadLazily } from "../../load-lazily.ts";
import { scriptServer } from "../script-server.ts";
import type { LiveChatProperties } from "../live-chat-properties.ts";
import type { settingsBody } from "./settings-menu/index.ts";

/** The viewer's own choices in a menu, whose inside is loaded when somebody is about to open it. */
export class LazySettings {
  readonly #host: LiveChatProperties;
  readonly #body: LazyModule<typeof settingsBody>;

  constructor(host: LiveChatProperties) {
    this.#host = host;
    this.#body = new LazyModule(host, async () => {
      const { adoptSettingsStyles, settingsBody } = await loadLazily(
        ({ PARTS }) => PARTS.settings(),
        serverOf(host),
      );
      if (host.shadowRoot) adoptSettingsStyles(host.shadowRoot);
      return settingsBody;
    });
  }

  render(shelf: PreferenceStore, texts: Texts): TemplateResult {
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
        ${this.#body.part?.(html, this.#host, shelf, texts, serverOf(this.#host)) ?? failure}
      </div>
    </details>`;
  }

  readonly #load = (): void => void this.#body.get().catch(() => undefined);
}

function serverOf({ serverUrl }: LiveChatProperties): string {
  return serverUrl || scriptServer();
}
