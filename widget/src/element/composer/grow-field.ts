/** Where the style sheet's `field-sizing` is enough, and layout need not be measured at every key. */
const growsByItself = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

/** Makes a field as high as its text; its style sheet says how high it may become. */
export function growField(field: HTMLTextAreaElement): void {
  if (growsByItself) return;
  // By the object model and not by a style attribute, which strict policies forbid.
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
