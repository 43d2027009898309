type Color = readonly [red: number, green: number, blue: number];

interface Palette {
  readonly colors: readonly Color[];
  /** The place in the palette of a colour of the picture. */
  readonly indexOf: (red: number, green: number, blue: number) => number;
}

interface Counted {
  readonly color: Color;
  readonly count: number;
}

/** Colours that are to become one. */
interface Box {
  readonly members: readonly Counted[];
  /** The channel in which they differ most, and how much, by how many pixels they are of. */
  readonly channel: 0 | 1 | 2;
  readonly spread: number;
}

const MOST = 256;
const CHANNELS = [0, 1, 2] as const;

/** At most 256 colours for a picture, by median cut. */
export function pickPalette(rgb: Uint8Array): Palette {
  const counts = new Map<number, number>();
  for (let i = 0; i < rgb.length; i += 3) {
    const key = keyOf(rgb[i]!, rgb[i + 1]!, rgb[i + 2]!);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const all = [...counts].map(([key, count]): Counted => ({
    color: [key >> 16, (key >> 8) & 255, key & 255],
    count,
  }));
  const boxes = [boxOf(all)];
  while (boxes.length < MOST) {
    const widest = boxes.reduce((a, b) => (b.spread > a.spread ? b : a));
    if (widest.spread === 0) break;
    boxes.splice(boxes.indexOf(widest), 1, ...cut(widest));
  }
  const places = new Map<number, number>();
  boxes.forEach(({ members }, i) => {
    for (const { color } of members) places.set(keyOf(...color), i);
  });
  return {
    colors: boxes.map(({ members }) => commonest(members)),
    indexOf: (red, green, blue) => places.get(keyOf(red, green, blue)) ?? 0,
  };
}

function keyOf(red: number, green: number, blue: number): number {
  return (red << 16) | (green << 8) | blue;
}

function boxOf(members: readonly Counted[]): Box {
  const weight = Math.sqrt(members.reduce((sum, { count }) => sum + count, 0));
  const spreads = CHANNELS.map((channel) => {
    const values = members.map(({ color }) => color[channel]);
    const range = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
    return range * weight;
  });
  const spread = Math.max(...spreads);
  return { members, channel: CHANNELS[spreads.indexOf(spread)] ?? 0, spread };
}

/** Two boxes with about as many pixels each, and at least one colour. */
function cut({ members, channel }: Box): [Box, Box] {
  const sorted = members.toSorted((a, b) => a.color[channel] - b.color[channel]);
  const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
  let at = 0;
  for (let sum = 0; sum < half; at++) sum += sorted[at]!.count;
  const middle = Math.min(Math.max(at, 1), sorted.length - 1);
  return [boxOf(sorted.slice(0, middle)), boxOf(sorted.slice(middle))];
}

/** Areas of one colour keep it exactly. */
function commonest(members: readonly Counted[]): Color {
  return members.reduce((a, b) => (b.count > a.count ? b : a)).color;
}
