import axe, { type RunOptions } from "axe-core";
import { expect, type Page } from "playwright/test";

const WIDTHS = [320, 768, 1280];

/** Colours but the light ones. With forced colours they are the reader's own. */
const OTHER_COLOURS = [
  { colorScheme: "dark", forcedColors: "none" },
  { colorScheme: "light", forcedColors: "active" },
  { colorScheme: "dark", forcedColors: "active" },
] as const;

/** The rules that depend on colours. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"] as const;
/** The colour that this rule reads (`-webkit-text-fill-color`) is the one that was replaced. */
const NOT_WHEN_FORCED: (typeof OF_COLOURS)[number] = "color-contrast";

/** What axe finds wrong with a page as it stands, by all of its rules or as told. */
export async function faultsOf(page: Page, options: RunOptions = {}): Promise<string[]> {
  // Not as a script of the page, whose policy may forbid it.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id} ${target.join(" ")}: ${String(failureSummary)}`,
        ),
      );
    },
    { resultTypes: ["violations" as const], ...options },
  );
}

/** What axe finds wrong with a page, at every width and in all colours, without loading it again. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()!;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    await nextFrame(page);
    expect(await faultsOf(page), `${name}: ${width} px`).toEqual([]);
    let before = await page.evaluate(describeElements);
    for (const colours of OTHER_COLOURS) {
      await page.emulateMedia(colours);
      await nextFrame(page);
      const elements = await page.evaluate(describeElements);
      const about = `${name}: ${width} px, ${colours.colorScheme}, forced ${colours.forcedColors}`;
      expect(await faultsOf(page, optionsFor(colours, elements === before)), about).toEqual([]);
      before = elements;
    }
  }
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
}

/** Where nothing but colours differs, all rules but theirs would find the same again. */
function optionsFor({ forcedColors }: (typeof OTHER_COLOURS)[number], isSame: boolean): RunOptions {
  const isForced = forcedColors === "active";
  if (isSame) return { runOnly: OF_COLOURS.filter((id) => !isForced || id !== NOT_WHEN_FORCED) };
  return isForced ? { rules: { [NOT_WHEN_FORCED]: { enabled: false } } } : {};
}

async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

/** Runs in the page: every element with its attributes, whether it is in sight, and where. */
function describeElements(): string {
  const describeIn = (root: Document | ShadowRoot): string[] =>
    [...root.querySelectorAll("*")].flatMap((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const attributes = [...element.attributes].map(({ name, value }) => `${name}="${value}"`);
      const isSeen = element.checkVisibility({ visibilityProperty: true });
      const own = [element.localName, ...attributes, isSeen, x, y, width, height].join(" ");
      return element.shadowRoot ? [own, ...describeIn(element.shadowRoot)] : [own];
    });
  return describeIn(document).join("\n");
}
