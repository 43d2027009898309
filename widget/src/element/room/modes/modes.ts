import type { Me, RoomMode } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { isStaff } from "../../../client/room/is-staff.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import { formatDuration } from "../../../i18n/format-duration.ts";
import { announce } from "../../base/announce.ts";
import { icon } from "../../base/icon.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { MODE_STYLES } from "./mode-styles.ts";

const INFO = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M12 11v5M12 8v.2";

/** One rule of the mode: a short name, and its meaning for people who write. */
interface Rule {
  readonly name: string;
  readonly sentence: string;
}

/** The room mode, shown above the composer. Empty if no mode is set. (SPEC MO6) */
export class ModesElement extends LazyElement {
  static override readonly sheets: readonly string[] = [MODE_STYLES];
  @property() accessor mode: RoomMode = {};
  /** The mode when the viewer joined, which is not announced. */
  @property() accessor known: RoomMode | undefined;
  @property() accessor me: Me | undefined;
  /** Missing texts are shown in English. */
  @property() accessor texts: Partial<RoomTexts> = {};
  /** A BCP 47 tag. */
  @property() accessor locale = "en";

  protected override render(): TemplateResult | typeof nothing {
    const { mode, me, locale } = this;
    // People who cannot write at all see that in place of the composer.
    if ((mode.ended || mode.frozen) && !isStaff(me)) return nothing;
    const [first, ...others] = rulesOf(mode, { ...enRoom, ...this.texts }, locale);
    if (!first) return nothing;
    return html`<div class="modes" part="modes">
      ${
        others.length === 0
          ? html`${icon(INFO)}<span .textContent=${first.sentence}></span>`
          : this.#renderAll([first, ...others])
      }
    </div>`;
  }

  /** Announces new rules. */
  protected override updated(changed: PropertyValues<this>): void {
    const { mode, me, locale } = this;
    if (!changed.has("mode") || ((mode.ended || mode.frozen) && !isStaff(me))) return;
    const texts = { ...enRoom, ...this.texts };
    const before = rulesOf(
      (changed.get("mode") as RoomMode | undefined) ?? this.known ?? {},
      texts,
      locale,
    );
    for (const { sentence } of rulesOf(mode, texts, locale))
      if (before.every((rule) => rule.sentence !== sentence)) announce(this, sentence);
  }

  #renderAll(rules: readonly Rule[]): TemplateResult {
    return html`<details>
      <summary>
        ${icon(INFO)}${rules.map(({ name }) => html`<span class="mode" .textContent=${name}></span>`)}
      </summary>
      <ul>
        ${rules.map(({ sentence }) => html`<li .textContent=${sentence}></li>`)}
      </ul>
    </details>`;
  }
}

function rulesOf(mode: RoomMode, texts: RoomTexts, locale: string): Rule[] {
  const { modeNames: names } = texts;
  const slow = formatDuration((mode.slowSeconds ?? 0) * 1_000, locale);
  const age = formatDuration((mode.accountAgeSeconds ?? 0) * 1_000, locale);
  // The names and sentences of every rule, in the order in which they are shown.
  const rules: Record<keyof RoomMode, [name: string, sentence: string]> = {
    ended: [names.ended, texts.endedMode],
    frozen: [names.frozen, texts.frozenMode],
    slowSeconds: [names.slowSeconds(slow), texts.slowMode(slow)],
    membersOnly: [names.membersOnly, texts.membersOnlyMode],
    accountAgeSeconds: [names.accountAgeSeconds(age), texts.accountAgeMode(age)],
    emojiOnly: [names.emojiOnly, texts.emojiOnlyMode],
    noLinks: [names.noLinks, texts.noLinksMode],
    unique: [names.unique, texts.uniqueMode],
  };
  return Object.entries(rules)
    .filter(([name]) => mode[name as keyof RoomMode])
    .map(([, [name, sentence]]) => ({ name, sentence }));
}

defineOnce("live-chat-modes", ModesElement);
