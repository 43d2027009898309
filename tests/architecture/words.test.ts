import { expect, test } from "vitest";

import { listSourceFiles, readProjectFile } from "./source-files.ts";

/**
 * Words that nobody outside this project understood, and that were replaced by the field's.
 * Each is looked for as a whole word of a path or of an exported name.
 */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ["heed", "handle, apply or publish"],
  ["anew", "retry"],
  ["standings", "permissions"],
  ["introduce", "resolve participant"],
  ["steward", "principal"],
  ["desk", "notifier, admin or queue"],
  ["deed", "action"],
  ["doer", "caller"],
  ["lane", "delivery cursor"],
  ["turnstile", "throttle"],
  ["company", "batch"],
  ["peers", "node registry"],
  ["farewell", "node leaving"],
  ["ear", "handler"],
  ["seal", "signer"],
  ["paper", "token"],
  ["papers", "tokens"],
  ["punctual", "timeout"],
  ["cohort", "shard"],
  ["cohorts", "shards"],
  ["insides", "internals"],
  ["entrance", "endpoint"],
  ["seams", "overrides"],
  ["court", "fixture"],
  ["liars", "spoofing"],
  ["unsaid", "redaction"],
  ["keepsakes", "device storage"],
  ["tally", "report"],
  ["workshop", "lib"],
  ["alikes", "confusables"],
]);

const EXPORTED =
  /^export (?:abstract |async )*(?:class|function\*?|interface|type|const|let) ([A-Za-z0-9_]+)/gm;

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function findReplaced(path: string, names: readonly string[]): string[] {
  return names.flatMap((name) =>
    wordsOf(name)
      .filter((word) => REPLACED.has(word))
      .map((word) => `${path}: ${name} says "${word}", say ${REPLACED.get(word)}`),
  );
}

test("neither paths nor exported names use words that were replaced", () => {
  const guilty = listSourceFiles()
    .filter((path) => !path.startsWith("tests/architecture/"))
    .flatMap((path) => {
      const names = [...readProjectFile(path).matchAll(EXPORTED)].map(([, name]) => name!);
      return findReplaced(path, [path, ...names]);
    });
  expect(guilty).toEqual([]);
});

test("a replaced word would be found, in a path and in a name", () => {
  expect(findReplaced("server/src/chat/staff-desk.ts", ["StaffDesk", "Deskew"])).toHaveLength(1);
  expect(findReplaced("a.ts", ["server/src/chat/heed-node.ts"])).toHaveLength(1);
});

/** Openings and words of comments that made readers read a sentence twice. */
const RIDDLES: ReadonlyMap<RegExp, string> = new Map([
  [/\bWhoever\b/, "name the subject: a viewer, a client, a caller"],
  [/\bWhat came of\b/, "say: the result of"],
  [/\banew\b/, "say: again"],
]);

const COMMENT = /^\s*(?:\/\/|\/?\*+)\s(.*)$/gm;

function findRiddles(path: string, code: string): string[] {
  return [...code.matchAll(COMMENT)].flatMap(([, line]) =>
    [...RIDDLES]
      .filter(([riddle]) => riddle.test(line!))
      .map(([, instead]) => `${path}: "${line}": ${instead}`),
  );
}

test("comments name their subject first", () => {
  const guilty = listSourceFiles()
    .filter((path) => !path.startsWith("docs/") && !path.startsWith("tests/architecture/"))
    .flatMap((path) => findRiddles(path, readProjectFile(path)));
  expect(guilty).toEqual([]);
});

test("a riddle would be found in a comment, and code is left alone", () => {
  expect(findRiddles("a.ts", "  // Whoever asks waits.\n")).toHaveLength(1);
  expect(findRiddles("a.ts", " * It is read anew.\n")).toHaveLength(1);
  expect(findRiddles("a.ts", 'const text = "Whoever asks";\n')).toEqual([]);
});

/** Turns of phrase that hid what a test shows. */
const TITLE_RIDDLES: ReadonlyMap<RegExp, string> = new Map([
  [/\bwhoever\b/i, "name the subject: a viewer, a client, a caller"],
  [/\banew\b/, "say: again"],
  [/\blooks? after\b/, "say: is staff of, moderates"],
  [/\blets? go of\b/, "say: drops"],
  [/\b(?:takes?|comes?) no more\b/, "say: refuses, stops"],
  [/\bnot any more\b/, "say: no longer, or after which event"],
  [/\bthere is none of\b/, "say: that does not exist"],
]);

const TITLE = /\b(?:it|test|describe)\b[^"`\n]*\(\s*(["`])(.+?)\1,/g;

function findTitleRiddles(path: string, code: string): string[] {
  return [...code.matchAll(TITLE)].flatMap(([, , title]) =>
    [...TITLE_RIDDLES]
      .filter(([riddle]) => riddle.test(title!))
      .map(([, instead]) => `${path}: "${title}": ${instead}`),
  );
}

test("test titles say plainly what is shown", () => {
  const guilty = listSourceFiles()
    .filter((path) => path.startsWith("tests/") && !path.startsWith("tests/architecture/"))
    .flatMap((path) => findTitleRiddles(path, readProjectFile(path)));
  expect(guilty).toEqual([]);
});

test("a riddle would be found in a title, on one line or several", () => {
  expect(findTitleRiddles("a.ts", 'it("[SM1] takes no more", () => {')).toHaveLength(1);
  expect(findTitleRiddles("a.ts", 'it.each([1])(\n  "whoever asks %s",\n')).toHaveLength(1);
  expect(findTitleRiddles("a.ts", 'expect("whoever asks").toBe(1);')).toEqual([]);
});
