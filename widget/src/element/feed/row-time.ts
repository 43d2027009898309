import { html, type TemplateResult } from "lit";
import type { RowContext } from "./row-context.ts";

/** The time of a message: the time of day, with the full date as a tooltip. */
export function rowTime(timestamp: number, { time, fullTime }: RowContext): TemplateResult {
  const date = new Date(timestamp);
  return html`<time
    class="time"
    part="time"
    datetime=${date.toISOString()}
    title=${fullTime.format(date)}
    >${time.format(date)}</time
  >`;
}
