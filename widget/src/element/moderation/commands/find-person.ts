import { foldName } from "../../feed/mentions.ts";
import type { KnownPerson } from "../person-lookup.ts";

/** Whom a command is about, and what follows their name. */
export type FoundPerson =
  { readonly person: KnownPerson; readonly rest: string } | "person" | "ambiguous";

/**
 * Finds whom a text begins by naming, by nickname or id: the longest that fits,
 * for names have spaces in them. Two people of one name are told apart by nobody
 * who only reads it, so then nobody is found.
 */
export function findPerson(text: string, people: Iterable<KnownPerson>): FoundPerson {
  const called = text.replace(/^[@＠]/, "");
  let length = 1;
  let found = new Set<KnownPerson>();
  for (const person of people)
    for (const name of [person.nickname, person.userId]) {
      if (name.length < length || !isNamedFirst(called, name)) continue;
      if (name.length > length) found = new Set();
      length = name.length;
      found.add(person);
    }
  const [person, ...others] = found;
  if (!person) return "person";
  return others.length > 0 ? "ambiguous" : { person, rest: called.slice(length).trim() };
}

function isNamedFirst(text: string, name: string): boolean {
  const isFirst = foldName(text.slice(0, name.length)) === foldName(name);
  return isFirst && /^(\s|$)/.test(text.slice(name.length));
}
