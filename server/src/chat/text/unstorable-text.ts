/**
 * A text that not every store takes, so none does: with NUL, or half of a surrogate pair in it.
 *
 * It is the fault of whoever sent it, and will not be better for being sent again. (SPEC ER6)
 */
export class UnstorableText extends Error {
  override readonly name = "UnstorableText";

  constructor() {
    super("a text holds NUL or half of a surrogate pair");
  }
}

const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Throws if one of these values is such a text. */
export function refuseUnstorable(values: readonly unknown[]): void {
  for (const value of values)
    if (typeof value === "string" && UNSTORABLE.test(value)) throw new UnstorableText();
}
