/** With CSS `field-sizing`, layout need not be measured at every key. */
const growsByItself = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

/** Makes a field as high as its text; the style sheet limits the height. */
export function growField(field: HTMLTextAreaElement): void {
  if (growsByItself) return;
  // Set by script, because strict policies forbid style attributes.
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
