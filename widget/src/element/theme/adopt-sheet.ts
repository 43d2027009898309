const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/**
 * Adds styles to a shadow root, once; strict policies allow a sheet that is made like this.
 *
 * A sheet is only of use in the document that it was made for.
 */
export function adoptSheet(root: ShadowRoot, styles: string): void {
  const { ownerDocument } = root;
  const own = sheets.get(ownerDocument) ?? new Map<string, CSSStyleSheet>();
  sheets.set(ownerDocument, own);
  const sheet = own.get(styles) ?? new (ownerDocument.defaultView ?? window).CSSStyleSheet();
  if (!own.has(styles)) sheet.replaceSync(styles);
  own.set(styles, sheet);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
