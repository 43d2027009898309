/** Reads a field by its name; of what it inherits, nothing. */
export type Fields = (name: string) => unknown;

/** The own fields of an object, whatever it is; undefined for what is none. */
export function readFields(raw: unknown): Fields | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  return (name) => (Object.hasOwn(raw, name) ? (raw as Record<string, unknown>)[name] : undefined);
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
