import { spawn } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./lib/paths.ts";
import { listMutants, type Mutant } from "./mutants/list-mutants.ts";
import { TestRanking } from "./mutants/rank-tests.ts";
import { startMigratedPostgres } from "../tests/support/migrated-postgres.ts";
import { buildServer } from "./lib/build-server.ts";

/*
 * Usage: npm run mutants -- <folder or file> [more] [--sample 40] [--seed 1] [--tests 8]
 *
 * Makes small mistakes in a copy of the tree, one at a time, and runs the tests nearest to each.
 * Prints the share of detected mistakes by folder, and the undetected ones. A sample with the same
 * seed is the same sample while the code is the same.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    tests: { type: "string", default: "8" },
  },
});
if (positionals.length === 0) throw new Error("Name a folder or a file to make mistakes in.");

/** After this time without a result, the tests hang, which counts as detected. */
const PATIENCE_MS = 120_000;

interface Case extends Mutant {
  readonly file: string;
}

const files = positionals.flatMap((path) =>
  statSync(join(ROOT, path)).isFile()
    ? [path]
    : globSync(`${path.replace(/\/$/, "")}/**/*.ts`, { cwd: ROOT }),
);
const cases = files.flatMap((file) =>
  listMutants(file, readFileSync(join(ROOT, file), "utf8")).map((mutant): Case => ({
    ...mutant,
    file,
  })),
);
const sample = shuffled(cases, Number(values.seed)).slice(0, Number(values.sample));
console.log(`${cases.length} mistakes can be made in ${files.length} files; ${sample.length} are.`);

const copy = copyTree();
await buildServer();
const postgres = await startMigratedPostgres();
const survivors: { mutant: Case; tests: readonly string[] }[] = [];
const scores = new Map<string, { noticed: number; made: number }>();
try {
  const ranking = new TestRanking(copy);
  const known = new Map<string, boolean>();
  for (const [i, mutant] of sample.entries()) {
    const tests: string[] = [];
    for (const test of ranking.nearest(mutant.file, Number(values.tests))) {
      // A test that fails without a mistake proves nothing.
      if (!known.has(test)) known.set(test, !(await notice([test])));
      if (known.get(test)) tests.push(test);
    }
    const path = join(copy, mutant.file);
    const code = readFileSync(path, "utf8");
    writeFileSync(path, code.slice(0, mutant.start) + mutant.text + code.slice(mutant.end));
    const isNoticed = tests.length > 0 && (await notice(tests));
    writeFileSync(path, code);
    const score = scores.get(dirname(mutant.file)) ?? { noticed: 0, made: 0 };
    scores.set(dirname(mutant.file), score);
    score.made += 1;
    if (isNoticed) score.noticed += 1;
    else survivors.push({ mutant, tests });
    console.log(
      `${i + 1}/${sample.length} ${isNoticed ? "noticed " : "SURVIVED"} ${titleOf(mutant)}`,
    );
  }
} finally {
  await postgres.stop();
  rmSync(copy, { recursive: true, force: true });
}

for (const { mutant, tests } of survivors) {
  console.log(`\n${titleOf(mutant)}`);
  const code = readFileSync(join(ROOT, mutant.file), "utf8");
  for (const line of code.slice(mutant.start, mutant.end).split("\n")) console.log(`  - ${line}`);
  for (const line of mutant.text.split("\n")) console.log(`  + ${line}`);
  console.log(
    `  ${tests.length > 0 ? `not noticed by ${tests.join(", ")}` : "no test reaches it"}`,
  );
}
let [noticed, made] = [0, 0];
console.log("");
for (const [folder, score] of [...scores].sort(([a], [b]) => (a < b ? -1 : 1))) {
  noticed += score.noticed;
  made += score.made;
  console.log(`${folder}: ${score.noticed} of ${score.made}`);
}
console.log(`all: ${noticed} of ${made}, ${Math.round((100 * noticed) / made)} %`);

/** The tree as it stands, with the packages of this one; its workspaces are its own. */
function copyTree(): string {
  const target = mkdtempSync(join(tmpdir(), "live-chat-mutants-"));
  cpSync(ROOT, target, {
    recursive: true,
    filter: (path) => !/(^|\/)(node_modules|\.git)$/.test(relative(ROOT, path)),
  });
  mkdirSync(join(target, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    const workspace = /^live-chat-(protocol|server|element)$/.exec(name)?.[1];
    const place = join(target, "node_modules", name);
    if (!workspace) symlinkSync(join(ROOT, "node_modules", name), place);
    else symlinkSync(join(target, workspace === "element" ? "widget" : workspace), place);
  }
  // Other versions than those above.
  for (const own of globSync("*/node_modules", { cwd: ROOT }))
    symlinkSync(join(ROOT, own), join(target, own));
  return target;
}

/** Whether one of these test files fails, or does not come to an end. */
function notice(tests: readonly string[]): Promise<boolean> {
  const vitest = join(copy, "node_modules/vitest/vitest.mjs");
  return new Promise((resolve) => {
    const run = spawn(
      process.execPath,
      [vitest, "run", "--config", "scripts/mutants/vitest.config.ts", ...tests],
      {
        cwd: copy,
        stdio: "ignore",
        detached: true,
        env: { ...process.env, MUTANTS_POSTGRES: postgres.url },
      },
    );
    // Including its child processes.
    const deadline = setTimeout(() => process.kill(-run.pid!, "SIGKILL"), PATIENCE_MS);
    run.once("close", (code) => {
      clearTimeout(deadline);
      resolve(code !== 0);
    });
  });
}

function titleOf({ file, start, kind }: Case): string {
  const line = readFileSync(join(ROOT, file), "utf8").slice(0, start).split("\n").length;
  return `${file}:${line} ${kind}`;
}

/** In an order that only the seed decides. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
