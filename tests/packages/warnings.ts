import type { Page } from "playwright/test";

/** Lit's development build says so of itself, once, on every page. */
const LIT_GREETING = "Lit is in dev mode";

/** Gathers what a page warns its developer of, from now on. */
export function gatherWarnings(page: Page): readonly string[] {
  const warnings: string[] = [];
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "warning" && !text.startsWith(LIT_GREETING)) warnings.push(text);
  });
  return warnings;
}
