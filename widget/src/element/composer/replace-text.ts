/** Replaces a part of a field's text, as an undoable edit where browsers support it. */
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
