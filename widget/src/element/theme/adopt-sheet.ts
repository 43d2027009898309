const sheets = new Map<string, CSSStyleSheet>();

/** Adds styles to a shadow root, once; strict policies allow a sheet that is made like this. */
export function adoptSheet(root: ShadowRoot, styles: string): void {
  const sheet = sheets.get(styles) ?? new CSSStyleSheet();
  if (!sheets.has(styles)) sheet.replaceSync(styles);
  sheets.set(styles, sheet);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
