import type { Me, Pin, RoomMode } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { Language } from "../../../i18n/languages.ts";
import { LazyModule } from "../../lazy-module.ts";
import type { Act } from "../action-sender.ts";
import type { StaffChat } from "../ask-staff.ts";
import "./audit-log.ts";
import "./person-card.ts";
import "./review-queue.ts";
import "./room-panel.ts";
import "./sanctions-list.ts";

/** The panels, in the order in which they are offered. */
const PANELS = ["queue", "room", "people", "audit", "filters", "channel"] as const;
export type PanelName = (typeof PANELS)[number];

/** What panels are given. */
export interface PanelTools {
  readonly chat: StaffChat | undefined;
  readonly act: Act;
  readonly me: Me | undefined;
  readonly mode: RoomMode;
  readonly pinned: Pin | undefined;
  readonly language: Language | undefined;
  readonly locale: string;
  /** A change makes a panel read its data again. (SPEC MO11) */
  readonly revision: unknown;
  /** The newest line of the channel's audit log, by which its panel reads its data again. */
  readonly lastChannelActionId: string | undefined;
  readonly texts: { readonly loading: string; readonly notLoaded: string; readonly retry: string };
}

/** The panels that somebody has: a channel's is for its staff. (SPEC CH2) */
export function panelsOf(me: Me | undefined): readonly PanelName[] {
  return me?.channel ? PANELS : PANELS.filter((name) => name !== "channel");
}

/** Renders the staff's panels, in the chat and in the studio. */
export class StaffPanels {
  readonly #filters: LazyModule<unknown>;
  readonly #channel: LazyModule<unknown>;

  constructor(host: { requestUpdate(): void }) {
    this.#filters = new LazyModule(host, () => import("../filters/filters.ts"));
    this.#channel = new LazyModule(host, () => import("../channel/channel-panel.ts"));
  }

  render(name: PanelName, tools: PanelTools): TemplateResult | typeof nothing {
    const { chat, act, me, mode, pinned, revision, language, locale } = tools;
    switch (name) {
      case "queue":
        return html`<live-chat-review-queue
          .chat=${chat}
          .act=${act}
          .revision=${revision}
          .language=${language}
        ></live-chat-review-queue>`;
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
      case "people":
        return html`<live-chat-people
          .chat=${chat}
          .act=${act}
          .me=${me}
          .revision=${revision}
          .language=${language}
          .locale=${locale}
        ></live-chat-people>`;
      case "audit":
        return html`<live-chat-history
          .chat=${chat}
          .act=${act}
          .me=${me}
          .revision=${revision}
          .language=${language}
          .locale=${locale}
        ></live-chat-history>`;
      case "filters":
        return whenLoaded(
          this.#filters,
          tools,
          () =>
            html`<live-chat-filters
              .chat=${chat}
              .act=${act}
              .me=${me}
              .revision=${revision}
              .language=${language}
              .locale=${locale}
            ></live-chat-filters>`,
        );
      case "channel":
        // A person who is no longer its staff sees nothing more of it.
        if (!me?.channel) return nothing;
        return whenLoaded(
          this.#channel,
          tools,
          () =>
            html`<live-chat-channel-panel
              .chat=${chat}
              .act=${act}
              .me=${me}
              .revision=${tools.lastChannelActionId}
              .language=${language}
              .locale=${locale}
            ></live-chat-channel-panel>`,
        );
    }
  }

  /** A person's card, in the place of a panel. */
  renderCard(userId: string, tools: PanelTools): TemplateResult {
    const { chat, act, me, revision, language, locale } = tools;
    return html`<live-chat-person-card
      .userId=${userId}
      .chat=${chat}
      .act=${act}
      .me=${me}
      .revision=${revision}
      .language=${language}
      .locale=${locale}
    ></live-chat-person-card>`;
  }
}

/** A panel whose file is loaded when it is first shown. */
function whenLoaded(
  module: LazyModule<unknown>,
  { texts }: PanelTools,
  render: () => TemplateResult,
): TemplateResult {
  module.want();
  if (module.part !== undefined) return render();
  return html`<p class="panel-note" role="status">
    ${
      module.hasFailed
        ? html`${texts.notLoaded}
            <button class="text-button" @click=${() => void module.get().catch(() => undefined)}>
              ${texts.retry}
            </button>`
        : texts.loading
    }
  </p>`;
}
