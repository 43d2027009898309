/** A field of a body as text; whatever is not text counts as absent. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A field of a body as an object. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
