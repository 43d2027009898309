import { foldName } from "../../feed/mentions.ts";
import type { KnownPerson } from "../person-lookup.ts";

/** The person in a command, and the text after their name. */
export type FoundPerson =
  { readonly person: KnownPerson; readonly rest: string } | "person" | "ambiguous";

/**
 * Finds the person whose nickname or id begins a text: the longest match, because names contain
 * spaces. If two people have that name, nobody is found.
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
