import type { AllTexts, Texts } from "./en/en.ts";

/** A page's own wording: any of the texts. */
export type TextOverrides = Partial<Omit<AllTexts, "errors">> & {
  readonly errors?: Partial<AllTexts["errors"]>;
};

/** The dictionary with a page's own wording in it, and what it has not, out of texts that came later. */
export function overrideTexts(
  texts: Texts,
  own: TextOverrides | undefined,
  later?: TextOverrides,
): Texts {
  if (!own && !later) return texts;
  const errors = { ...later?.errors, ...texts.errors, ...own?.errors };
  return { ...later, ...texts, ...own, errors };
}
