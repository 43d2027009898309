import { assert } from "@open-wc/testing";
import { showElement } from "../support/show-element.ts";

/** What running text needs against what lies behind it. (WCAG 1.4.3) */
const MIN_RATIO = 4.5;
const GROUNDS = ["--_background", "--_surface", "--_own"];
const INKS = [
  "--_text",
  "--_muted",
  "--_accent",
  "--_danger",
  ...Array.from({ length: 12 }, (_, i) => `--_name-${i}`),
];

/** Of a colour as browsers compute it. */
function luminance(rgb: string): number {
  const [red, green, blue] = rgb.match(/[\d.]+/g)!.map((part) => {
    const share = Number(part) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function ratio(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("text", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`stands out from whatever it is on, and so do all names: ${theme}`, async () => {
      const { find } = await showElement({}, { theme });
      const probe = document.createElement("span");
      find(".chat").append(probe);
      const colorOf = (name: string): string => {
        probe.style.color = `var(${name})`;
        return getComputedStyle(probe).color;
      };
      const pairs = INKS.flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const));
      const faint = [...pairs, ["--_on-accent", "--_accent"] as const]
        .map(([ink, ground]) => [ink, ground, ratio(colorOf(ink), colorOf(ground))] as const)
        .filter(([, , contrast]) => contrast < MIN_RATIO)
        .map(([ink, ground, contrast]) => `${ink} on ${ground}: ${contrast.toFixed(2)}`);
      probe.remove();
      assert.deepEqual(faint, []);
    });
  }
});
