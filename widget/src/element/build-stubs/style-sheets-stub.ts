import { adoptSheet } from "../theme/adopt-sheet.ts";

/*
 * Replaces Lit's style sheets in the script files, which also serve browsers without constructed
 * sheets.
 */
export class CSSResult {
  readonly cssText: string;

  constructor(cssText: string) {
    this.cssText = cssText;
  }

  toString(): string {
    return this.cssText;
  }
}

export function css(texts: readonly string[], ...values: readonly unknown[]): CSSResult {
  return new CSSResult(String.raw({ raw: texts }, ...values));
}

export function unsafeCSS(text: string): CSSResult {
  return new CSSResult(text);
}

export function adoptStyles(root: ShadowRoot, styles: readonly CSSResult[]): void {
  for (const { cssText } of styles) adoptSheet(root, cssText);
}

export function getCompatibleStyle<T>(style: T): T {
  return style;
}

export const supportsAdoptingStyleSheets = true;
