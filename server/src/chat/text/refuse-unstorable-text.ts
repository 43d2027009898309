/**
 * A text that some stores cannot hold, so none accepts it: it contains NUL, or half of a surrogate
 * pair.
 *
 * The request is invalid, and a retry would fail again. (SPEC ER6)
 */
export class UnstorableText extends Error {
  override readonly name = "UnstorableText";

  constructor() {
    super("a text holds NUL or half of a surrogate pair");
  }
}

const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Throws if any of these values is an unstorable text. */
export function refuseUnstorable(values: readonly unknown[]): void {
  for (const value of values)
    if (typeof value === "string" && UNSTORABLE.test(value)) throw new UnstorableText();
}
