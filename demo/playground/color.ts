type Rgb = readonly [red: number, green: number, blue: number];

/** A CSS colour as `#rrggbb`, which is what a colour field takes; undefined if it is none. */
export function toHex(color: string): string | undefined {
  const context = document.createElement("canvas").getContext("2d");
  if (!context || !CSS.supports("color", color)) return undefined;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return "#" + [red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("");
}

/** How well two colours are told apart, from 1 to 21, as WCAG measures it. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The one of two colours that is read more easily on a ground. */
export function readableOn(ground: string, ...colors: [string, string]): string {
  return contrast(colors[0], ground) >= contrast(colors[1], ground) ? colors[0] : colors[1];
}

export function isDark(color: string): boolean {
  return luminance(color) < 0.18;
}

function luminance(color: string): number {
  const [red, green, blue] = rgb(color).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
