import type { RoomMode } from "#protocol";
import type { TemplateResult } from "lit";
import type { Html } from "../../element-context.ts";
import type { RoomTexts } from "../../../i18n/en/en-room.ts";
import { formatDuration } from "../../../i18n/format-duration.ts";
import type { ChatSnapshot } from "../../../client/index.ts";
import { isStaff } from "../../../client/session/is-staff.ts";
import { icon } from "../../base/lazy-icon.ts";

const INFO = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M12 11v5M12 8v.2";

/** One thing that holds: in a word or two, and what that means to whoever writes. */
interface Rule {
  readonly name: string;
  readonly sentence: string;
}

/** What holds for everyone's writing, above where one writes. Nothing where nothing does. (SPEC MO6) */
export function modeLine(
  html: Html,
  { mode, me, connection }: ChatSnapshot,
  texts: RoomTexts,
  locale: string,
): TemplateResult | undefined {
  const isShut = mode.ended || mode.frozen;
  // Those who cannot write at all are told so where they would.
  if (connection.status === "failed" || (isShut && !isStaff(me))) return undefined;
  const rules = rulesOf(mode, texts, locale);
  if (rules.length === 0) return undefined;
  const [only] = rules;
  return html`<div class="modes" part="modes" role="status">
    ${
      rules.length === 1
        ? html`${icon(html, INFO)}<span>${only!.sentence}</span>`
        : html`<details>
            <summary>
              ${icon(html, INFO)}${rules.map(({ name }) => html`<span class="mode">${name}</span>`)}
            </summary>
            <ul>
              ${rules.map(({ sentence }) => html`<li>${sentence}</li>`)}
            </ul>
          </details>`
    }
  </div>`;
}

function rulesOf(mode: RoomMode, texts: RoomTexts, locale: string): Rule[] {
  const { modeNames: names } = texts;
  const rules: Rule[] = [];
  const add = (isOn: unknown, name: string, sentence: string): void => {
    if (isOn) rules.push({ name, sentence });
  };
  const slow = formatDuration((mode.slowSeconds ?? 0) * 1_000, locale);
  const age = formatDuration((mode.accountAgeSeconds ?? 0) * 1_000, locale);
  add(mode.ended, names.ended, texts.endedMode);
  add(mode.frozen, names.frozen, texts.frozenMode);
  add(mode.slowSeconds, names.slowSeconds(slow), texts.slowMode(slow));
  add(mode.membersOnly, names.membersOnly, texts.membersOnlyMode);
  add(mode.accountAgeSeconds, names.accountAgeSeconds(age), texts.accountAgeMode(age));
  add(mode.emojiOnly, names.emojiOnly, texts.emojiOnlyMode);
  add(mode.noLinks, names.noLinks, texts.noLinksMode);
  add(mode.unique, names.unique, texts.uniqueMode);
  return rules;
}
