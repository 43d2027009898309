import type { ShowReport } from "#protocol";
import { html, type TemplateResult } from "lit";
import type { ChatClient } from "../../widget/src/client/index.ts";
import type { Texts } from "./texts/texts.ts";
import { reportView, type ReportTools } from "./views/report-view.ts";

/** The report of a stream, which is read once. (SPEC RP1) */
export class ReportPage {
  readonly #host: { requestUpdate(): void };
  readonly #chat: Pick<ChatClient, "ask">;
  #report: ShowReport | "loading" | "failed" | undefined;

  constructor(host: { requestUpdate(): void }, chat: Pick<ChatClient, "ask">) {
    this.#host = host;
    this.#chat = chat;
  }

  /** Reads it, unless that was done. */
  want(): void {
    if (this.#report === undefined) void this.#read();
  }

  render(tools: ReportTools): TemplateResult {
    const { texts } = tools;
    return html`<main class="report-page" tabindex="0" aria-label=${texts.report}>
      ${this.#renderState(texts, tools)}
    </main>`;
  }

  #renderState(texts: Texts, tools: ReportTools): TemplateResult {
    const report = this.#report;
    if (report === undefined || report === "loading")
      return html`<p class="panel-note" role="status">${texts.loading}</p>`;
    if (report !== "failed") return reportView(report, tools);
    return html`<p class="panel-note" role="alert">
      ${texts.notLoaded}
      <button class="text-button" @click=${() => void this.#read()}>${texts.retry}</button>
    </p>`;
  }

  async #read(): Promise<void> {
    this.#report = "loading";
    this.#host.requestUpdate();
    const answer = await this.#chat.ask("load-report", {});
    this.#report = answer.ok ? answer.report : "failed";
    this.#host.requestUpdate();
  }
}
