import { channelOf, OWN_CHANNEL, STREAM_ID_PATTERN, type StaffStream } from "#protocol";
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from "lit";
import { AnswerOrder } from "../../widget/src/element/moderation/panels/answer-order.ts";
import { styles } from "../../widget/src/element/theme/styles.ts";
import type { Place } from "./place.ts";
import { headerStyles } from "./header-styles.ts";
import { pageStyles } from "./page-styles.ts";
import { studioStyles } from "./studio-styles.ts";
import { streamName } from "./stream-name.ts";
import type { Texts } from "./texts/texts.ts";
import { gateView } from "./views/gate-view.ts";
import { Visitor } from "./visitor.ts";

const REFRESH_INTERVAL_MS = 15_000;

type State =
  | { readonly kind: "loading" | "signed-out" | "failed" }
  | { readonly kind: "loaded"; readonly streams: readonly StaffStream[]; readonly before?: string };

/** The streams that somebody looks after, the liveliest first. (SPEC ST4) */
export class StreamsListElement extends LitElement {
  static override styles: CSSResultGroup = [styles, studioStyles, headerStyles, pageStyles];

  readonly streamId = "";
  readonly #place: Place;
  readonly #texts: Texts;
  readonly #visitor: Visitor;
  #state: State = { kind: "loading" };
  readonly #order = new AnswerOrder();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(place: Place, texts: Texts) {
    super();
    this.#place = place;
    this.#texts = texts;
    if (place.theme) this.setAttribute("theme", place.theme);
    this.#visitor = new Visitor(this, place.serverUrl, () => void this.#load());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#timer = setInterval(() => {
      // A person who has loaded several pages keeps them.
      if (!document.hidden && this.#state.kind === "loaded" && this.#pages === 1) void this.#load();
    }, REFRESH_INTERVAL_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #pages = 1;

  protected override render(): TemplateResult {
    const texts = this.#texts;
    return html`<div class="chat studio" lang=${texts.lang}>
      <header class="studio-header"><h1>${texts.studio}</h1></header>
      <main class="list-page"><div class="list">${this.#renderState()}</div></main>
    </div>`;
  }

  #renderState(): TemplateResult {
    const texts = this.#texts;
    const state = this.#state;
    switch (state.kind) {
      case "loading":
        return html`<p class="panel-note" role="status">${texts.loading}</p>`;
      case "failed":
        return html`<p class="panel-note" role="alert">
          ${texts.notLoaded}
          <button class="text-button" @click=${() => void this.#load()}>${texts.retry}</button>
        </p>`;
      case "signed-out":
        return html`${gateView(texts, this.#visitor, { heading: texts.noStreams, isOwnToken: false })}
        ${this.#renderForm()}`;
      case "loaded":
        return html`${
          state.streams.length === 0
            ? gateView(texts, this.#visitor, { heading: texts.noStreams, isOwnToken: false })
            : this.#renderChannels(state.streams)
        }
        ${
          state.before === undefined
            ? nothing
            : html`<button
                class="text-button load-more"
                @click=${() => void this.#load(state.before)}
              >
                ${texts.more}
              </button>`
        }
        ${this.#renderForm()}`;
    }
  }

  #renderChannels(streams: readonly StaffStream[]): TemplateResult[] {
    const byChannel = Map.groupBy(streams, ({ streamId }) => channelOf(streamId));
    return [...byChannel].map(
      ([channel, some], i) =>
        html`<h2 id="channel-${i}">
            <bdi>${nameOf(some) ?? (channel === OWN_CHANNEL ? this.#texts.streams : channel)}</bdi>
          </h2>
          <ul class="stream-list" aria-labelledby="channel-${i}">
            ${some.toSorted(byLife).map((stream) => html`<li>${this.#renderStream(stream)}</li>`)}
          </ul>`,
    );
  }

  #renderStream(stream: StaffStream): TemplateResult {
    const { streamId, ended, viewers, lastMessage } = stream;
    const texts = this.#texts;
    const name = streamName(stream, texts.lang);
    const number = new Intl.NumberFormat(texts.lang);
    const isLive = !ended && viewers > 0;
    const state = ended ? texts.ended : isLive ? texts.live : texts.quiet;
    const address = this.#place.studioUrl + encodeURIComponent(streamId);
    return html`<div class="stream">
      <a class="name-link" href=${address}>
        <bdi>${name ?? streamId}</bdi
        >${name === undefined ? nothing : html` <span class="id">${streamId}</span>`}
      </a>
      <span class="state"
        ><i class="dot ${isLive ? "live" : ""}"></i>${state}${
          viewers > 0 ? html` · ${texts.viewersNow(number.format(viewers))}` : nothing
        }</span
      >
      <p class="last">
        ${
          lastMessage
            ? html`${timeOf(lastMessage.timestamp, texts.lang)} ·
                <bdi>${lastMessage.nickname}</bdi>: <bdi>${lastMessage.message}</bdi>`
            : texts.nobody
        }
      </p>
      <a
        class="text-button link"
        href="${address}?view=report"
        aria-label="${texts.report}: ${name ?? streamId}"
        >${texts.report}</a
      >
    </div>`;
  }

  #renderForm(): TemplateResult {
    const texts = this.#texts;
    return html`<form class="open-form" @submit=${this.#onOpen}>
      <label
        >${texts.openStream}<input
          name="stream"
          required
          maxlength="128"
          pattern="[A-Za-z0-9_.:\\-]+"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false" /></label
      ><button class="primary">${texts.open}</button>
    </form>`;
  }

  readonly #onOpen = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement).get("stream");
    if (typeof given === "string" && STREAM_ID_PATTERN.test(given))
      location.assign(this.#place.studioUrl + encodeURIComponent(given));
  };

  async #load(before?: string): Promise<void> {
    // A list that grows by a page is not refreshed meanwhile.
    this.#pages = before === undefined ? 1 : this.#pages + 1;
    const asked = this.#ask(before).then((state) => ({ ok: state.kind === "loaded", state }));
    const answer = await this.#order.of(asked);
    if (!answer) return;
    const { state } = answer;
    const shown = this.#state;
    this.#state =
      before !== undefined && state.kind === "loaded" && shown.kind === "loaded"
        ? { ...state, streams: [...shown.streams, ...state.streams] }
        : state;
    this.requestUpdate();
  }

  async #ask(before: string | undefined): Promise<State> {
    try {
      const token = await this.#visitor.session.token();
      if (!token) return { kind: "signed-out" };
      const { serverUrl, channel } = this.#place;
      const query = new URLSearchParams();
      if (channel !== undefined) query.set("channel", channel);
      if (before !== undefined) query.set("before", before);
      const answer = await fetch(`${serverUrl}/api/v1/staff/streams?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (answer.status === 401) return { kind: "signed-out" };
      if (!answer.ok) return { kind: "failed" };
      const { streams, before: next } = (await answer.json()) as {
        streams: StaffStream[];
        before?: string;
      };
      return { kind: "loaded", streams, ...(next !== undefined && { before: next }) };
    } catch {
      return { kind: "failed" };
    }
  }
}

/** The name of the channel that some streams are of. */
function nameOf(streams: readonly StaffStream[]): string | undefined {
  return streams.find(({ channelName }) => channelName !== undefined)?.channelName;
}

/** The time of day, and before today the day, too. */
function timeOf(atMs: number, lang: string): string {
  const isToday = new Date(atMs).toDateString() === new Date().toDateString();
  const style = isToday ? {} : ({ dateStyle: "medium" } as const);
  return new Intl.DateTimeFormat(lang, { ...style, timeStyle: "short" }).format(atMs);
}

function byLife(a: StaffStream, b: StaffStream): number {
  return (
    Number(a.ended) - Number(b.ended) ||
    Number(b.viewers > 0) - Number(a.viewers > 0) ||
    b.lastAtMs - a.lastAtMs
  );
}
