import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { loadLazily } from "../../load-lazily.ts";
import { moreIcon } from "../base/icons.ts";
import { closeOnEscape, closeWhenLeft } from "../base/menu-closing.ts";
import { LazyModule } from "../lazy-module.ts";
import type { LiveChatProperties } from "../live-chat-properties.ts";
import { chatServer } from "../script-server.ts";
import type { PreferenceStore } from "./preference-store.ts";
import type { PopOut } from "./settings-menu/pop-out.ts";
import type * as SettingsPart from "./settings-menu/settings-menu.ts";
import type { ViewerPreferences } from "./viewer-preferences.ts";

/** The viewer's settings in a menu, whose content is loaded when it is about to be opened. */
export class LazySettings {
  readonly #host: LiveChatProperties;
  readonly #menu: LazyModule<typeof SettingsPart>;
  #lastPopOut: PopOut | undefined;

  constructor(host: LiveChatProperties) {
    this.#host = host;
    this.#menu = new LazyModule(host, () =>
      loadLazily(({ PARTS }) => PARTS.settings(), serverOf(host)),
    );
  }

  /** The menu is focusable, otherwise clicks between its controls would close it. */
  render(store: PreferenceStore, texts: Texts): TemplateResult {
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
      <div class="menu" part="settings-menu" tabindex="-1">
        ${
          this.#menu.part
            ? this.#renderMenu(this.#menu.part, store, texts)
            : this.#menu.hasFailed
              ? texts.notLoaded
              : ""
        }
      </div>
    </details>`;
  }

  #renderMenu(part: typeof SettingsPart, store: PreferenceStore, texts: Texts): TemplateResult {
    return html`<live-chat-settings
      .preferences=${store.choices}
      .texts=${texts}
      .popOut=${this.#popOut(part)}
      @preference=${({ detail }: CustomEvent<Partial<ViewerPreferences>>) => store.change(detail)}
      @unhide=${({ detail: userId }: CustomEvent<string>) => store.show(userId)}
    ></live-chat-settings>`;
  }

  /** The same object until something changes: a busy chat renders often. */
  #popOut({ popOutOf }: typeof SettingsPart): PopOut | undefined {
    const popOut = popOutOf(this.#host, serverOf(this.#host));
    if (JSON.stringify(popOut) !== JSON.stringify(this.#lastPopOut)) this.#lastPopOut = popOut;
    return this.#lastPopOut;
  }

  readonly #load = (): void => void this.#menu.get().catch(() => undefined);
}

function serverOf({ serverUrl }: LiveChatProperties): string {
  return chatServer(serverUrl);
}
