import type { ShowMinute, ShowPulse } from "#protocol";
import { html, type TemplateResult } from "lit";
import type { Texts } from "../texts/texts.ts";
import { plot } from "./plot.ts";

/** How the show goes: small plots of the last hour. (SPEC ST3) */
export function pulseView(
  texts: Texts,
  pulse: ShowPulse | undefined,
  viewers: number | undefined,
  locale: string,
): TemplateResult {
  const minutes = pulse?.minutes ?? [];
  const begun = minutes.at(-1);
  const each = (
    label: string,
    of: (minute: ShowMinute) => number | undefined,
    now: number | undefined,
  ): TemplateResult =>
    plot(label, { values: minutes.map(of), hasBegun: true }, now, {
      locale,
      describe: (shown, most) => texts.plot(label, shown, most),
    });
  return html`<section class="plots" aria-label=${texts.lastHour}>
    ${each(texts.viewers, (minute) => (minute === begun ? viewers : minute.viewers), viewers)}
    ${each(texts.messagesAMinute, (minute) => minute.messages, minutes.at(-2)?.messages)}
    ${each(texts.writers, (minute) => minute.people, pulse?.people)}
    ${each(texts.held, (minute) => minute.held, sum(minutes, "held"))}
    ${each(texts.removed, (minute) => minute.removed, sum(minutes, "removed"))}
  </section>`;
}

function sum(minutes: readonly ShowMinute[], name: "held" | "removed"): number | undefined {
  if (minutes.length === 0) return undefined;
  return minutes.reduce((total, minute) => total + minute[name], 0);
}
