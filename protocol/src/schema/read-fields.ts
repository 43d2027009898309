/** Reads an own field by its name; inherited ones are undefined. */
export type Fields = (name: string) => unknown;

/** The own fields of an object; undefined for other values. */
export function readFields(raw: unknown): Fields | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  return (name) => (Object.hasOwn(raw, name) ? (raw as Record<string, unknown>)[name] : undefined);
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
