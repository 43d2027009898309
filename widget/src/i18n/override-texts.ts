import type { AllTexts, Texts } from "./en.ts";

/** A page's own wording: any of the texts. */
export type TextOverrides = Partial<Omit<AllTexts, "errors">> & {
  readonly errors?: Partial<Texts["errors"]>;
};

/** The dictionary with a page's own wording in it. */
export function overrideTexts(texts: Texts, own: TextOverrides | undefined): Texts {
  return own ? { ...texts, ...own, errors: { ...texts.errors, ...own.errors } } : texts;
}
