import { settingNames } from "./options.ts";
import { SETTINGS } from "./settings.ts";

const PREFIX = "CHAT_";

/**
 * A warning for each unknown variable that looks like a setting: it was meant to have an effect.
 */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = settingNames().map((name): string => SETTINGS[name].env);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => {
      const meant = known.find((other) => isTypoOf(name, other));
      const remedy = meant ? `Did you mean ${meant}?` : "See live-chat-server --help.";
      return `${name} is no setting and does nothing. ${remedy}`;
    });
}

/** A warning for each unknown option, which untyped code would not notice otherwise. */
export function unknownOptions(given: object): string[] {
  const known: string[] = [...settingNames(), "attachTo"];
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = known.find((other) => isTypoOf(name, other));
      return `${name} is no option. ${meant ? `Did you mean ${meant}?` : "Leave it out."}`;
    });
}

/** At most one typo in three letters. */
function isTypoOf(name: string, other: string): boolean {
  return editDistance(name, other) * 3 <= name.replace(PREFIX, "").length;
}

/** The number of letters to insert, delete or replace to turn one word into the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries())
      next.push(
        Math.min(
          row[column]! + (letter === other ? 0 : 1),
          row[column + 1]! + 1,
          next[column]! + 1,
        ),
      );
    row = next;
  }
  return row[to.length]!;
}
