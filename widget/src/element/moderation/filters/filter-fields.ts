import type { FilterTest } from "#protocol";
import type { FilterTexts } from "../../../i18n/en/en-filters.ts";

export type Kind = FilterTest["kind"];

/** An input of a filter: lines of text, or a number. */
interface Field {
  readonly name: string;
  readonly label: keyof FilterTexts["fields"];
  readonly isNumber?: true;
  /** The server requires it. */
  readonly isRequired?: true;
  readonly max?: number;
  /** Default for a filter that is switched on for the first time. */
  readonly proposed?: string;
}

const number = (name: Field["label"], max: number, proposed: string): Field => ({
  name,
  label: name,
  isNumber: true,
  max,
  proposed,
});

/** The inputs of each kind of filter, in the order shown. (SPEC FI4–FI9) */
export const FIELDS: Readonly<Record<Kind, readonly Field[]>> = {
  words: [
    { name: "words", label: "words" },
    { name: "allow", label: "allowWords" },
  ],
  links: [{ name: "allow", label: "allowHosts" }],
  repeats: [
    number("byOne", 100, "2"),
    number("byMany", 1_000, "8"),
    { ...number("withinSeconds", 600, "60"), isRequired: true },
  ],
  flood: [number("inRow", 500, "30"), number("lines", 500, "8")],
  capitals: [
    { ...number("percent", 100, "80"), isRequired: true },
    { ...number("minLetters", 500, "12"), isRequired: true },
  ],
  patterns: [{ name: "patterns", label: "patterns", isRequired: true }],
};
