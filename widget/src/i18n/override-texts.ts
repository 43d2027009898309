import type { AllTexts, Texts } from "./en/en.ts";

/** A page's own wording for any of the texts. */
export type TextOverrides = Partial<Omit<AllTexts, "errors">> & {
  readonly errors?: Partial<AllTexts["errors"]>;
};

/**
 * Merges a page's own wording into the texts, and fills in missing texts from those loaded later.
 */
export function overrideTexts(
  texts: Texts,
  own: TextOverrides | undefined,
  later?: TextOverrides,
): Texts {
  if (!own && !later) return texts;
  const errors = { ...later?.errors, ...texts.errors, ...own?.errors };
  return { ...later, ...texts, ...own, errors };
}
