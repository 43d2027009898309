import { html, svg, type TemplateResult } from "lit";

const WIDTH = 120;
const HEIGHT = 32;

/** A figure with its last hour, minute by minute. What is not known is left out of the line. */
export function plot(
  label: string,
  values: readonly (number | undefined)[],
  now: number | undefined,
  { locale, describe }: { locale: string; describe: (now: string, most: string) => string },
): TemplateResult {
  const format = new Intl.NumberFormat(locale, { notation: "compact" });
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const shown = now === undefined ? "–" : format.format(now);
  return html`<div class="plot" role="img" aria-label=${describe(shown, format.format(most))}>
    <div class="caption" aria-hidden="true"><span>${label}</span><b>${shown}</b></div>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path class="area" d=${areaOf(values, most)} /><path class="curve" d=${lineOf(values, most)} />`}
    </svg>
  </div>`;
}

/** A curve through what is known, in steps of a minute. */
export function lineOf(
  values: readonly (number | undefined)[],
  most: number,
  width: number = WIDTH,
  height: number = HEIGHT,
): string {
  let isDown = false;
  return values
    .map((value, i) => {
      if (value === undefined) {
        isDown = false;
        return "";
      }
      const command = isDown ? "L" : "M";
      isDown = true;
      return command + pointOf(values.length, i, value, most, width, height);
    })
    .join("");
}

function areaOf(values: readonly (number | undefined)[], most: number): string {
  if (most === 0) return "";
  const points = values.map(
    (value, i) => `L${pointOf(values.length, i, value ?? 0, most, WIDTH, HEIGHT)}`,
  );
  return `M0 ${HEIGHT}${points.join("")}L${WIDTH} ${HEIGHT}Z`;
}

function pointOf(
  count: number,
  i: number,
  value: number,
  most: number,
  width: number,
  height: number,
): string {
  const x = (i / Math.max(count - 1, 1)) * width;
  // A pixel above the ground, so that nothing is still a line.
  const y = height - 1.5 - (most === 0 ? 0 : value / most) * (height - 3);
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
