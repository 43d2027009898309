import { html, nothing, type TemplateResult } from "lit";
import type { Chat, ChatSnapshot } from "../../../widget/src/client/index.ts";
import { icon } from "../../../widget/src/element/base/icon.ts";
import type { Act } from "../../../widget/src/element/moderation/action-sender.ts";
import { STAFF_ICONS } from "../../../widget/src/element/moderation/staff-icons.ts";
import type { Language } from "../../../widget/src/i18n/languages.ts";
import type { Column } from "../columns.ts";
import type { Texts } from "../texts/texts.ts";

/** What the widget's panels are given. */
export interface PanelTools {
  readonly texts: Texts;
  readonly chat: Chat;
  readonly shown: ChatSnapshot;
  readonly act: Act;
  /** A change makes the panels read their data again. */
  readonly revision: number;
  readonly language: Language | undefined;
  readonly locale: string;
  /** Whose card is shown in the place of the people. */
  readonly cardOf: string | undefined;
  /** Whether the part that shows filters is loaded. */
  readonly hasFilters: boolean;
  readonly showCard: (userId: string | undefined) => void;
}

/** What is in a column: one of the widget's own panels. */
export function panelView(column: Column, tools: PanelTools): TemplateResult | typeof nothing {
  const { texts, chat, shown, act, revision, language, locale, cardOf } = tools;
  const { me, mode, pinned } = shown;
  switch (column) {
    case "queue":
      return html`<live-chat-review-queue
        .chat=${chat}
        .act=${act}
        .revision=${revision}
        .language=${language}
      ></live-chat-review-queue>`;
    case "people":
      return cardOf === undefined
        ? html`<live-chat-people
            .chat=${chat}
            .act=${act}
            .me=${me}
            .revision=${revision}
            .language=${language}
            .locale=${locale}
          ></live-chat-people>`
        : cardView(cardOf, tools);
    case "audit":
      return html`<live-chat-history
        .chat=${chat}
        .act=${act}
        .me=${me}
        .revision=${revision}
        .language=${language}
        .locale=${locale}
      ></live-chat-history>`;
    case "room":
      return html`<live-chat-room-panel
        .chat=${chat}
        .mode=${mode}
        .pinned=${pinned}
        .me=${me}
        .act=${act}
        .language=${language}
        .locale=${locale}
      ></live-chat-room-panel>`;
    case "filters":
      return tools.hasFilters
        ? html`<live-chat-filters
            .chat=${chat}
            .act=${act}
            .me=${me}
            .revision=${revision}
            .language=${language}
            .locale=${locale}
          ></live-chat-filters>`
        : html`<p class="panel-note" role="status">${texts.loading}</p>`;
    default:
      return nothing;
  }
}

function cardView(
  userId: string,
  { texts, chat, act, shown, revision, language, locale, showCard }: PanelTools,
): TemplateResult {
  return html`<button class="text-button back" @click=${() => showCard(undefined)}>
      ${icon(STAFF_ICONS.back)}${texts.back}
    </button>
    <div class="card" tabindex="-1">
      <live-chat-person-card
        .userId=${userId}
        .chat=${chat}
        .act=${act}
        .me=${shown.me}
        .revision=${revision}
        .language=${language}
        .locale=${locale}
      ></live-chat-person-card>
    </div>`;
}
