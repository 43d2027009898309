import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tokens } from "../../../widget/src/element/theme/tokens.ts";
import { contrast } from "./contrast.ts";

type Palette = Readonly<Record<string, string>>;

/** What can be read, and what it stands on. */
const READ_ON: readonly (readonly [color: string, backgrounds: readonly string[]])[] = [
  ["text", ["background", "surface", "own", "mention", "header"]],
  ["muted", ["background", "surface", "own", "mention", "header"]],
  ["accent", ["background", "surface", "own", "mention"]],
  ["danger", ["background", "own"]],
  ["on-accent", ["accent"]],
  ["on-mention", ["mention-edge"]],
  ...Array.from(
    { length: 12 },
    (_, i) => [`name-${i}`, ["background", "surface", "own", "mention"]] as const,
  ),
];
/** What only has to be seen. */
const SEEN_ON = [
  ["live", ["header"]],
  ["waiting", ["header"]],
  ["danger", ["header"]],
  // The ring around what has the focus, and the mark of what is chosen.
  ["accent", ["background", "surface", "own", "mention", "header"]],
  // The edge of a switch, of a choice and of a field that is closed.
  ["muted", ["background", "surface"]],
  // The ring of the way back in what is said in passing.
  ["background", ["text"]],
] as const;

const THEMES = new URL("../../../demo/themes/", import.meta.url);
const ready = readdirSync(THEMES).map(
  (file) => [file, readPalette(readFileSync(new URL(file, THEMES), "utf8"))] as const,
);
const [light, dark] = tokens.cssText.split("prefers-color-scheme");
const built = [
  ["light", readPalette(light!)],
  ["dark", readPalette(dark!)],
] as const;

function readPalette(sheet: string): Palette {
  const set = [...sheet.matchAll(/--live-chat-([\w-]+)(?:,|:)\s*(#[0-9a-f]{6})/g)];
  const palette = Object.fromEntries(set.toReversed().map(([, name, color]) => [name!, color!]));
  return { ...palette, header: palette["header"] ?? palette["background"]! };
}

describe.each([...built, ...ready])("the theme %s", (name, palette) => {
  const least = name === "contrast.css" ? 7 : 4.5;

  it(`can be read: at least ${least}:1`, () => {
    expect(tooFaint(palette, READ_ON, least)).toEqual([]);
  });

  it("shows the connection's state, what has the focus and what is chosen: at least 3:1", () => {
    expect(tooFaint(palette, SEEN_ON, 3)).toEqual([]);
  });
});

it("there are five ready themes, made of nothing but properties", () => {
  expect(ready).toHaveLength(5);
  for (const [file] of ready) {
    const sheet = readFileSync(new URL(file, THEMES), "utf8").replace(/\/\*.*?\*\//gs, "");
    const rules = /^\s*live-chat \{((?:\s*--live-chat-[\w-]+:[^;]+;)+)\s*\}\s*$/.exec(sheet);
    expect(rules, file).not.toBeNull();
    for (const [, property] of rules![1]!.matchAll(/(--live-chat-[\w-]+):/g))
      expect(tokens.cssText, file).toMatch(new RegExp(`var\\(\\s*${property},`));
  }
});

function tooFaint(
  palette: Palette,
  pairs: readonly (readonly [string, readonly string[]])[],
  least: number,
): string[] {
  return pairs.flatMap(([color, backgrounds]) =>
    backgrounds.flatMap((background) => {
      const ratio = contrast(palette[color]!, palette[background]!);
      return ratio < least ? `${color} on ${background}: ${ratio.toFixed(2)}` : [];
    }),
  );
}
