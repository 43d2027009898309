const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/**
 * Adds styles to a shadow root, once, as a constructed sheet, which strict policies allow.
 *
 * A sheet works only in the document that it was created for.
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
