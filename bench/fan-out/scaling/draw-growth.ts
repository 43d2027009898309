/** What was measured of a size: of viewers, or of rooms. */
export interface GrowthPoint {
  size: number;
  perSecond: number;
  cpuShare: number;
}

const WIDTH = 720;
const HEIGHT = 440;
const LEFT = 70;
const RIGHT = 110;
const TOP = 24;
const BOTTOM = 52;
const LINE_HEIGHT = 15;
const COLOURS = ["#4269d0", "#3ca951", "#efb118", "#ff725c", "#9c6ade"];

export interface GrowthWords {
  title: string;
  /** What the sizes are of. */
  sizes: string;
}

/** CPU against sizes, a line for each rate of messages, both axes logarithmic; as an SVG. */
export function drawGrowth(points: readonly GrowthPoint[], words: GrowthWords): string {
  const sizes = [...new Set(points.map((point) => point.size))].sort((a, b) => a - b);
  const rates = [...new Set(points.map((point) => point.perSecond))].sort((a, b) => b - a);
  const shares = points.map(({ cpuShare }) => cpuShare);
  const x = scale(sizes[0]!, sizes.at(-1)!, LEFT, WIDTH - RIGHT);
  const y = scale(Math.min(...shares) * 0.8, 1, HEIGHT - BOTTOM, TOP);
  const parts: string[] = [];
  for (const size of sizes)
    parts.push(
      line(x(size), TOP, x(size), HEIGHT - BOTTOM),
      text(x(size), HEIGHT - BOTTOM + 20, size.toLocaleString("en"), "middle"),
    );
  for (const share of [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1])
    if (share >= Math.min(...shares) * 0.8)
      parts.push(
        line(LEFT, y(share), WIDTH - RIGHT, y(share)),
        text(LEFT - 10, y(share) + 4, `${100 * share} %`, "end"),
      );
  const ends: LineEnd[] = [];
  rates.forEach((rate, i) => {
    const colour = COLOURS[i % COLOURS.length]!;
    const own = points
      .filter(({ perSecond }) => perSecond === rate)
      .sort((a, b) => a.size - b.size);
    const places = own.map((point) => [x(point.size), y(point.cpuShare)] as const);
    const path = places.map((place) => place.map((at) => at.toFixed(1)).join(",")).join(" ");
    parts.push(`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2.5"/>`);
    for (const [cx, cy] of places)
      parts.push(`<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="3.5" fill="${colour}"/>`);
    const [endX, endY] = places.at(-1)!;
    ends.push({ x: endX, y: endY, words: `${rate}/s`, colour });
  });
  for (const end of apart(ends))
    parts.push(text(end.x + 10, end.y + 4, end.words, "start", end.colour));
  parts.push(
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, words.sizes, "middle"),
    `<text x="16" y="${(HEIGHT - BOTTOM + TOP) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(HEIGHT - BOTTOM + TOP) / 2})">share of one core</text>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" ` +
    `font-family="system-ui, sans-serif" font-size="13" fill="#555">\n` +
    `<title>${words.title}</title>\n` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>\n${parts.join("\n")}\n</svg>\n`
  );
}

interface LineEnd {
  x: number;
  y: number;
  words: string;
  colour: string;
}

/** Moves what would stand on each other down a little. */
function apart(ends: readonly LineEnd[]): LineEnd[] {
  let lowest = -Infinity;
  return [...ends]
    .sort((a, b) => a.y - b.y)
    .map((end) => {
      lowest = Math.max(end.y, lowest + LINE_HEIGHT);
      return { ...end, y: lowest };
    });
}

function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = Math.log(to / from);
  return (value) => start + ((end - start) * Math.log(value / from)) / span;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  const [a, b, c, d] = [x1, y1, x2, y2].map((at) => at.toFixed(1));
  return `<line x1="${a}" y1="${b}" x2="${c}" y2="${d}" stroke="#ddd"/>`;
}

function text(x: number, y: number, words: string, anchor: string, fill = "#555"): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${fill}">${words}</text>`;
}
