/** Puts a text in place of a part of a field's, so that it can be undone where browsers allow that. */
export function replaceText(
  field: HTMLTextAreaElement,
  from: number,
  to: number,
  text: string,
): void {
  const { activeElement } = field.getRootNode() as Document | ShadowRoot;
  if (activeElement === field) {
    field.setSelectionRange(from, to);
    if (field.ownerDocument.execCommand("insertText", false, text)) return;
  }
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { inputType: "insertText", data: text }));
}
