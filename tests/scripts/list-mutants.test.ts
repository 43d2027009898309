import { expect, it } from "vitest";
import { listMutants } from "../../scripts/mutants/list-mutants.ts";

/** The code with each of its mistakes made. */
function mutated(code: string): string[] {
  return listMutants("a.ts", code).map(
    ({ start, end, text }) => code.slice(0, start) + text + code.slice(end),
  );
}

it.each([
  ["if (a < b) c();", ["if (!(a < b)) c();", "if (a <= b) c();", "if (a < b) ;"]],
  ["const a = b && c;", ["const a = (b);", "const a = (c);"]],
  ["const a: 1 | 2 = 1;", ["const a: 1 | 2 = (1 + 1);"]],
  ["a.delete(b);", [";"]],
  [
    "const f = async () => { await a; };",
    ["const f = async () => { ; };", "const f = async () => { (a); };"],
  ],
  ["function f(): string { return a(); }", ["function f(): string { return undefined; }"]],
  ["export let isOn = true;", ["export let isOn = false;"]],
  ['import a from "b"; type A = { b: 1 };', []],
])("makes of %s each small mistake once", (code, mistakes) => {
  expect(mutated(code)).toEqual(mistakes);
});
