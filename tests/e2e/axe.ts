import axe from "axe-core";
import { expect, type Page } from "playwright/test";

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

const WIDTHS = [320, 768, 1280];
const COLOURS = [
  { colorScheme: "light", forcedColors: "none" },
  { colorScheme: "dark", forcedColors: "none" },
  { colorScheme: "light", forcedColors: "active" },
  { colorScheme: "dark", forcedColors: "active" },
] as const;

/**
 * With forced colours, colours are the reader's own. The colour that axe reads
 * (`-webkit-text-fill-color`) is the one that the browser has replaced.
 */
function optionsFor({ forcedColors }: (typeof COLOURS)[number]): object {
  const isForced = forcedColors === "active";
  return {
    resultTypes: ["violations"],
    ...(isForced && { rules: { "color-contrast": { enabled: false } } }),
  };
}

/** What axe finds wrong with a page, at every width and in all colours, without loading it again. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // Not as a script of the page, whose policy may forbid it.
  await page.evaluate(axe.source);
  const size = page.viewportSize()!;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colours of COLOURS) {
      await page.emulateMedia(colours);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      const violations = (await page.evaluate(
        `axe.run(document, ${JSON.stringify(optionsFor(colours))}).then((found) => found.violations)`,
      )) as Violation[];
      const about = violations.flatMap(({ id, help, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id} (${help}): ${target.join(" ")} ${failureSummary}`,
        ),
      );
      const { colorScheme, forcedColors } = colours;
      expect(about, `${name}: ${width} px, ${colorScheme}, forced ${forcedColors}`).toEqual([]);
    }
  }
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
}
