import type { WordForm } from "./word-pattern.ts";

/** A word or phrase, and the number of the rule that looks for it. */
export interface TaggedForm extends WordForm {
  tag: number;
}
