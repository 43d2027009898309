import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

/** Tests that start machines, or say nothing of what code does. */
const LEFT_OUT = /^tests\/(architecture|deploy|docs|e2e|faults|packages|scripts|wordpress)\//;
/** A shared word in two names is worth so many steps of imports. */
const WORD = 3;
/** And so is a rule of the SPEC that both cite. */
const RULE = 3;

/** Ranks test files by their distance to a mistake, nearest first. */
export class TestRanking {
  readonly #root: string;
  /** From each test file, how many imports away another file is. */
  readonly #distances = new Map<string, Map<string, number>>();
  readonly #imports = new Map<string, string[]>();

  constructor(root: string) {
    this.#root = root;
    for (const test of globSync("tests/**/*.test.ts", { cwd: root }))
      if (!LEFT_OUT.test(test)) this.#distances.set(test, this.#measure(test));
  }

  nearest(file: string, count: number): string[] {
    const rules = this.#rulesOf(file);
    const ofRules = (test: string) =>
      [...this.#rulesOf(test)].filter((rule) => rules.has(rule)).length;
    return [...this.#distances]
      .flatMap(([test, distances]) => {
        const distance = distances.get(file);
        return distance === undefined
          ? []
          : { test, cost: distance - WORD * sharedWords(file, test) - RULE * ofRules(test) };
      })
      .sort((a, b) => a.cost - b.cost || (a.test < b.test ? -1 : 1))
      .slice(0, count)
      .map(({ test }) => test);
  }

  #rulesOf(file: string): Set<string> {
    const text = readFileSync(join(this.#root, file), "utf8");
    return new Set(text.match(/\b[A-Z]{2,3}\d+\b/g));
  }

  #measure(test: string): Map<string, number> {
    const distances = new Map([[test, 0]]);
    for (const [file, distance] of distances)
      for (const imported of this.#importsOf(file))
        if (!distances.has(imported)) distances.set(imported, distance + 1);
    return distances;
  }

  #importsOf(file: string): string[] {
    const known = this.#imports.get(file);
    if (known) return known;
    const { module } = parseSync(file, readFileSync(join(this.#root, file), "utf8"));
    const names = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
      ),
    ];
    const imports = names.flatMap((name) => {
      if (name === "#protocol") return "protocol/src/index.ts";
      const path = join(file, "..", name);
      return name.startsWith(".") && existsSync(join(this.#root, path)) ? path : [];
    });
    this.#imports.set(file, imports);
    return imports;
  }
}

/** Words count as the same by how they begin: `join-room` and `joining`. */
function sharedWords(file: string, test: string): number {
  const [ours, theirs] = [file, test].map((path) =>
    path
      .split("/")
      .slice(-2)
      .flatMap((part) => part.split(/[-.]/))
      .filter((word) => word.length > 3 && word !== "test")
      .map((word) => word.slice(0, 4)),
  );
  return new Set(ours!.filter((word) => theirs!.includes(word))).size;
}
