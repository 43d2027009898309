import type { MessageEntry } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Texts } from "../i18n/en.ts";
import type { Chat, ChatSnapshot } from "../store/index.ts";
import { nameColorClass } from "../theme/name-color.ts";
import { avatar } from "./avatar.ts";
import { shieldIcon, starIcon } from "./icons.ts";
import { KeyedRows } from "./keyed-rows.ts";
import { property } from "./property.ts";
import { ShadowlessElement } from "./shadowless-element.ts";

/** With more rows in memory than this, the older ones are let go. */
const TRIM_FROM_ROWS = 400;

/** What a page sets for an overlay. */
interface OverlayOptions {
  readonly avatars: "on" | "off";
  readonly maxRows: number;
  readonly fadeAfter: number;
}

export function overlay(
  { avatars, maxRows, fadeAfter }: OverlayOptions,
  chat: Chat | undefined,
  snapshot: ChatSnapshot,
  texts: Texts,
  locale: string,
): TemplateResult {
  return html`<section class="chat overlay" part="base" lang=${locale} aria-label=${texts.title}>
    <live-chat-overlay
      .chat=${chat}
      .snapshot=${snapshot}
      .texts=${texts}
      .hasPictures=${avatars !== "off"}
      .maxRows=${maxRows}
      .fadeAfter=${fadeAfter}
    ></live-chat-overlay>
  </section>`;
}

/**
 * The newest messages, to lie over a moving picture: nothing to press, nothing
 * of how the connection is doing, and what is removed is gone at once.
 */
export class Overlay extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  @property() accessor snapshot!: ChatSnapshot;
  @property() accessor texts!: Texts;
  @property() accessor hasPictures = true;
  @property() accessor maxRows = 0;
  /** After so many seconds a message is gone; 0 keeps it. */
  @property() accessor fadeAfter = 0;

  readonly #rows = new KeyedRows<{ key: string; row: MessageEntry }>();

  protected override render(): TemplateResult {
    return html`<div
      class="overlay-rows ${this.fadeAfter > 0 ? "fading" : ""}"
      role="log"
      aria-live="off"
      aria-label=${this.texts.messages}
    ></div>`;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    const list = this.querySelector(".overlay-rows");
    const shown = this.snapshot.rows
      .filter((row) => row.kind === "message")
      .slice(-Math.max(1, this.maxRows));
    const items = shown.map((row) => ({ key: row.id, row }));
    if (!list) return;
    this.#rows.update(list, items, {
      inputs: ({ row }) => [row, this.hasPictures],
      render: ({ row }) => this.#renderRow(row),
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("fadeAfter"))
      // By the object model and not by a style attribute, which strict policies forbid.
      this.style.setProperty("--_fade-after", `${this.fadeAfter}s`);
    if (this.snapshot.rows.length > TRIM_FROM_ROWS) this.chat?.trim(TRIM_FROM_ROWS / 2);
  }

  #renderRow(row: MessageEntry): TemplateResult {
    return html`<div class="overlay-row" part="message">
      ${avatar(row, this.hasPictures)}
      <div class="body">
        ${row.role === "owner" ? starIcon : row.role === "moderator" ? shieldIcon : nothing}
        <bdi class="name ${nameColorClass(row.userId)}" part="name">${row.nickname}</bdi>
        <span class="text" part="text" dir="auto">${row.message}</span>
      </div>
    </div>`;
  }
}
