import { readProjectFile } from "../architecture/source-files.ts";

export interface Instruction {
  word: string;
  rest: string;
}

/** What deploy/Dockerfile says, one instruction after another. */
export function readDockerfile(): Instruction[] {
  return readProjectFile("deploy/Dockerfile")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, word = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { word, rest };
    });
}

/** What follows the one instruction with that word. */
export function theOne(word: string): string {
  const found = readDockerfile().filter((each) => each.word === word);
  if (found.length !== 1) throw new Error(`deploy/Dockerfile has ${found.length} times ${word}`);
  return found[0]!.rest;
}
