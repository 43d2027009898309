/** Where everyone is, unless there are many rooms. */
export const ROOM = "live";

/** The room of a viewer where each has `perRoom` of them. */
export function roomOf(index: number, perRoom: number | undefined): string {
  return perRoom === undefined ? ROOM : `shop${Math.floor(index / perRoom)}:tonight`;
}
