import type { Pin } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import { announce } from "../../base/announce.ts";
import { icon } from "../../base/icon.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { PIN_STYLES } from "./pin-styles.ts";

const PIN = "M9 4h6l-.8 6 3.3 3.5h-11L9.8 10zM12 13.5V20";
const CLOSE = "m6.5 6.5 11 11M17.5 6.5l-11 11";

/** The pin above the messages; if it is hidden, a button shows it again. (SPEC MO9) */
export class PinElement extends LazyElement {
  static override readonly sheets: readonly string[] = [PIN_STYLES];
  @property() accessor pinned: Pin | undefined;
  /** The pin when the viewer joined, which is not announced. */
  @property() accessor known: Pin | undefined;
  /** Missing texts are shown in English. */
  @property() accessor texts: Partial<RoomTexts> = {};
  /** The pin that this viewer has hidden; a new pin is shown. */
  #hidden: string | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    const { pinned } = this;
    if (!pinned || !changed.has("pinned")) return;
    const before = changed.get("pinned") ?? this.known;
    if (JSON.stringify(before) === JSON.stringify(pinned)) return;
    announce(this, `${this.texts.pinned ?? enRoom.pinned}: ${pinned.text}`);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { pinned } = this;
    if (!pinned) return nothing;
    const texts = { ...enRoom, ...this.texts };
    return JSON.stringify(pinned) === this.#hidden
      ? this.#renderAway(texts)
      : this.#renderPin(pinned, texts);
  }

  #renderAway(texts: RoomTexts): TemplateResult {
    return html`<div class="pin-away">
      <button
        class="icon-button"
        part="pin-show"
        aria-label=${texts.pinShow}
        title=${texts.pinShow}
        @click=${this.#toggle}
      >
        ${icon(PIN)}
      </button>
    </div>`;
  }

  #renderPin({ text, link, nickname }: Pin, texts: RoomTexts): TemplateResult {
    return html`<aside class="pin" part="pin" aria-label=${texts.pinned}>
      ${icon(PIN)}
      <div class="pin-body">
        ${nickname ? html`<bdi class="pin-name" .textContent=${nickname}></bdi>` : nothing}
        <span class="pin-text" dir="auto" .textContent=${text}></span>
        ${
          link
            ? html`<a
                class="text-button"
                href=${link}
                target="_blank"
                rel="noopener noreferrer nofollow ugc"
                >${texts.pinLink}</a
              >`
            : nothing
        }
      </div>
      <button
        class="icon-button"
        part="pin-hide"
        aria-label=${texts.pinHide}
        title=${texts.pinHide}
        @click=${this.#toggle}
      >
        ${icon(CLOSE)}
      </button>
    </aside>`;
  }

  readonly #toggle = (): void => {
    const pinned = JSON.stringify(this.pinned);
    this.#hidden = pinned === this.#hidden ? undefined : pinned;
    this.requestUpdate();
  };
}

defineOnce("live-chat-pin", PinElement);
