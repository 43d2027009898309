import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";

const WIDTH = 120;
const HEIGHT = 32;

/** Values over time, in equal steps; what is not known is undefined. */
export interface Series {
  readonly values: readonly (number | undefined)[];
  /** Whether the last step has only begun: what it has so far is less than it will have. */
  readonly hasBegun: boolean;
}

/** Where a series is drawn. */
export interface Scale {
  readonly most: number;
  readonly width: number;
  readonly height: number;
}

/** A figure with its last hour, minute by minute. */
export function plot(
  label: string,
  series: Series,
  now: number | undefined,
  { locale, describe }: { locale: string; describe: (now: string, most: string) => string },
): TemplateResult {
  const format = new Intl.NumberFormat(locale, { notation: "compact" });
  const most = mostOf(series);
  const shown = now === undefined ? "–" : format.format(now);
  return html`<div class="plot" role="img" aria-label=${describe(shown, format.format(most))}>
    <div class="caption" aria-hidden="true"><span>${label}</span><b>${shown}</b></div>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${curve(series, { most, width: WIDTH, height: HEIGHT }, { isFilled: true })}
    </svg>
  </div>`;
}

export function mostOf({ values }: Series): number {
  return Math.max(0, ...values.map((value) => value ?? 0));
}

/**
 * A series as a line through what is known of the steps that are over, and a dot for the one that
 * has begun: a line to it would say that less happens than before.
 */
export function curve(
  series: Series,
  scale: Scale,
  { name = "", isFilled = false }: { name?: string; isFilled?: boolean } = {},
): SVGTemplateResult {
  const { values, hasBegun } = series;
  const lines = linesOf(series, scale);
  const begun = hasBegun ? values.at(-1) : undefined;
  const dot = begun === undefined ? undefined : pointOf(series, values.length - 1, begun, scale);
  return svg`${isFilled && scale.most > 0 ? svg`<path class="area" d=${lines.map((line) => areaOf(line, scale)).join("")} />` : nothing}<path class="curve ${name}" d=${lines.map((line) => `M${line.join("L")}`).join("")} />${dot === undefined ? nothing : svg`<path class="curve begun ${name}" d="M${dot}h0.01" />`}`;
}

/** The points of each unbroken piece of a series. */
export function linesOf(series: Series, scale: Scale): string[][] {
  const lines: string[][] = [];
  let line: string[] | undefined;
  const { values, hasBegun } = series;
  values.slice(0, hasBegun ? -1 : undefined).forEach((value, i) => {
    if (value === undefined) {
      line = undefined;
      return;
    }
    if (!line) lines.push((line = []));
    line.push(pointOf(series, i, value, scale));
  });
  return lines;
}

function areaOf(line: readonly string[], { height }: Scale): string {
  const [first = ""] = line;
  const xOf = (point: string): string => point.split(" ")[0]!;
  return `M${xOf(first)} ${height}L${line.join("L")}L${xOf(line.at(-1)!)} ${height}Z`;
}

function pointOf(
  { values }: Series,
  i: number,
  value: number,
  { most, width, height }: Scale,
): string {
  const steps = Math.max(values.length - 1, 1);
  // A pixel above the ground, so that nothing is still a line.
  const y = height - 1.5 - (most === 0 ? 0 : value / most) * (height - 3);
  return `${((i / steps) * width).toFixed(1)} ${y.toFixed(1)}`;
}
