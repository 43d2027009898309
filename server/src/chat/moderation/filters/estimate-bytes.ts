/** Approximate overhead of an object beside its values. */
const OBJECT_BYTES = 64;
const ITEM_BYTES = 16;

/** Estimates the memory of plain data: typed arrays exactly, the rest by kind. */
export function estimateBytes(value: unknown): number {
  if (typeof value === "string") return OBJECT_BYTES + value.length * 2;
  if (typeof value !== "object" || value === null) return 0;
  if (ArrayBuffer.isView(value)) return OBJECT_BYTES + value.byteLength;
  const items = value instanceof Map ? [...value.values()] : Object.values(value);
  return items.reduce<number>((sum, item) => sum + ITEM_BYTES + estimateBytes(item), OBJECT_BYTES);
}
