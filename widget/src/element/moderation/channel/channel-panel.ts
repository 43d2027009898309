import type { Channel, ChatError, RoomMode } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { CHANNEL_TEXTS } from "../../../i18n/channel-texts.ts";
import type { ChannelTexts } from "../../../i18n/en/en-channel.ts";
import { formatDuration } from "../../../i18n/format-duration.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { LazyModule } from "../../lazy-module.ts";
import { channelName, isOwnerOf } from "../action-scope.ts";
import type { Act } from "../action-sender.ts";
import { askStaff } from "../ask-staff.ts";
import { FetchingElement } from "../panels/fetching-element.ts";
import "../panels/mode-fields.ts";
import "../panels/sanctions-list.ts";
import { formLine } from "../read-form-field.ts";
import { CHANNEL_STYLES } from "./channel-styles.ts";
import "./channel-staff.ts";

const SECTIONS = ["staff", "people", "filters", "mode"] as const;
type Section = (typeof SECTIONS)[number];

/**
 * What holds in all shows of a channel: its name, moderators, sanctions, filters, and the mode of
 * new streams. Owners change them, moderators see them and lift sanctions. (SPEC CH2, CH7)
 *
 * Fires `open-card` with a person's id.
 */
export class ChannelPanelElement extends FetchingElement {
  static override readonly sheets: readonly string[] = [...FetchingElement.sheets, CHANNEL_STYLES];

  readonly #filters = new LazyModule(this, () => import("../filters/filters.ts"));
  #channel: Channel | undefined;
  #error: ChatError | undefined;
  #isNameWrong = false;
  /** Sections that were opened once; they keep their content. */
  readonly #opened = new Set<Section>(["staff"]);
  /** Incremented with every own action, which is read at once. */
  #acts = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { language } = this;
    if (language && !CHANNEL_TEXTS.find(language))
      void CHANNEL_TEXTS.load(language).then(() => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const { notLoaded, retry, loading } = this.staffTexts;
    const texts = CHANNEL_TEXTS.find(this.language);
    const channel = this.#channel;
    if (this.#error && !channel)
      return html`<p class="panel-note" role="alert">
        ${notLoaded}
        <button class="text-button" @click=${() => void this.read()}>${retry}</button>
      </p>`;
    if (!channel || !texts || !this.me?.channel)
      return html`<p class="panel-note" role="status">${loading}</p>`;
    return html`<div class="channel">
      <p class="record-foot">${texts.intro(channelName(this.me.channel))}</p>
      ${isOwnerOf(this.me, "channel") ? this.#renderName(channel, texts) : nothing}
      ${SECTIONS.map((section) => this.#renderSection(section, channel, texts))}
    </div>`;
  }

  protected override async read(): Promise<void> {
    const answer = await this.order.of(askStaff(this.chat, "load-channel", {}));
    if (!answer) return;
    this.#error = answer.ok ? undefined : answer.error;
    if (answer.ok) this.#channel = answer.channel;
    this.requestUpdate();
  }

  #renderName({ channelId, name = "" }: Channel, texts: ChannelTexts): TemplateResult {
    return html`<form class="channel-name" novalidate @submit=${this.#onName}>
      <label for="channel-name">${texts.name}</label>
      <div class="inline-form">
        <input
          class="line-input"
          id="channel-name"
          name="name"
          maxlength="128"
          autocomplete="off"
          dir="auto"
          aria-invalid=${this.#isNameWrong ? "true" : "false"}
          aria-describedby="channel-name-hint"
          placeholder=${channelId === "~" ? "" : channelId}
          .value=${name}
        /><button class="small-button" data-do="set-name">${this.staffTexts.save}</button>
      </div>
      <p class="record-foot ${this.#isNameWrong ? "fault" : ""}" id="channel-name-hint">
        ${this.#isNameWrong ? texts.nameWrong : texts.nameHint}
      </p>
    </form>`;
  }

  #renderSection(section: Section, channel: Channel, texts: ChannelTexts): TemplateResult {
    const isOpened = this.#opened.has(section);
    return html`<details
      class="section"
      data-section=${section}
      ?open=${section === "staff"}
      @toggle=${(event: Event) => this.#onToggle(section, event)}
    >
      <summary>
        <h4 aria-level="3">${texts.sections[section]}</h4>
        <span class="record-foot">
          ${section === "mode" ? this.#describe(channel.mode, texts) : texts.about[section]}
        </span>
      </summary>
      ${isOpened ? html`<div class="section-body">${this.#renderBody(section, channel, texts)}</div>` : nothing}
    </details>`;
  }

  #renderBody(section: Section, channel: Channel, texts: ChannelTexts): TemplateResult {
    const { chat, me, language, locale } = this;
    const revision = `${String(this.revision)} ${this.#acts}`;
    switch (section) {
      case "staff":
        return html`<live-chat-channel-staff
          .chat=${chat}
          .act=${this.#act}
          .me=${me}
          .revision=${revision}
          .language=${language}
          .locale=${locale}
        ></live-chat-channel-staff>`;
      case "people":
        return html`<live-chat-people
          .chat=${chat}
          .act=${this.#act}
          .me=${me}
          .scope=${"channel"}
          .revision=${revision}
          .language=${language}
          .locale=${locale}
        ></live-chat-people>`;
      case "filters":
        return this.#filters.part
          ? html`<live-chat-filters
              .chat=${chat}
              .act=${this.#act}
              .me=${me}
              .scope=${"channel"}
              .revision=${revision}
              .language=${language}
              .locale=${locale}
            ></live-chat-filters>`
          : html`<p class="panel-note" role="status">${this.staffTexts.loading}</p>`;
      case "mode":
        return html`<p class="record-foot">
            ${texts.modeHint}${isOwnerOf(me, "channel") ? nothing : ` ${texts.readOnly}`}
          </p>
          <live-chat-mode-fields
            .mode=${channel.mode}
            .act=${this.#act}
            .scope=${"channel"}
            .isReadOnly=${!isOwnerOf(me, "channel")}
            .language=${language}
            .locale=${locale}
          ></live-chat-mode-fields>`;
    }
  }

  /** A mode in a line. */
  #describe(mode: RoomMode, texts: ChannelTexts): string {
    const { modes } = this.staffTexts;
    const parts = Object.entries(mode).map(([name, value]) => {
      const label = modes[name as keyof RoomMode];
      return typeof value === "number"
        ? `${label} ${formatDuration(value * 1_000, this.locale)}`
        : label;
    });
    return parts.join(", ") || texts.modeNone;
  }

  /** What one does is shown at once, and not when the news of it come. */
  readonly #act: Act = async (...asked) => {
    const answer = await this.act(...asked);
    this.#acts++;
    await this.read();
    return answer;
  };

  readonly #onToggle = (section: Section, { target }: Event): void => {
    if (!(target as HTMLDetailsElement).open || this.#opened.has(section)) return;
    this.#opened.add(section);
    if (section === "filters") this.#filters.want();
    this.requestUpdate();
  };

  readonly #onName = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const name = formLine(new FormData(event.target as HTMLFormElement), "name");
    if (name === (this.#channel?.name ?? "")) return;
    const answer = await this.#act({ kind: "set-name", name }, "channel");
    this.#isNameWrong = !answer.ok && answer.error.code === "bad-request";
    this.requestUpdate();
  };
}

defineOnce("live-chat-channel-panel", ChannelPanelElement);
