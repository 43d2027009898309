import { html, type TemplateResult } from "lit";
import type { RowContext } from "./row-context.ts";

/** When a message was written: the time of day, and the whole date for those who point at it. */
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
