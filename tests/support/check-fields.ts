import { expect, it } from "vitest";
import type { ErrorCode, Result } from "#protocol";

type Fields = Readonly<Record<string, unknown>>;

/** The field is left out, has another value, or the request is refused. */
type Outcome = "left out" | { readonly is: unknown } | ErrorCode;

export interface Field {
  readonly missing: Outcome;
  readonly ifNull: Outcome;
  readonly otherType: Outcome;
}

export interface Request {
  /** A payload with every field. */
  readonly payload: Fields;
  readonly parse: (raw: unknown) => Result<unknown>;
  /** By their paths in the payload. */
  readonly fields: Readonly<Record<string, Field>>;
  /** The refusal of a payload that is no object. */
  readonly noObject?: ErrorCode;
}

/** Each field alone missing, null and of each other type, beside the others as they should be. */
export function checkFields({ payload, parse, fields, noObject }: Request): void {
  const taken = parse(payload);

  it("takes the whole payload, with the fields that it knows and no others", () => {
    expect(pathsIn(payload).sort()).toEqual(Object.keys(fields).sort());
    expect(taken.ok).toBe(true);
    expect(parse({ ...payload, more: 1 })).toEqual(taken);
  });

  it(`[ER3] refuses what is no object with ${noObject}`, () => {
    for (const raw of [undefined, null, 1, true, [payload]])
      expect([raw, codeOf(parse(raw))]).toEqual([raw, noObject]);
  });

  it.each(Object.entries(fields))("[ER3] %s", (path, { missing, ifNull, otherType }) => {
    const parsedWith = (value: unknown): unknown => parse(replace(payload, path, value));
    const expected = (outcome: Outcome): unknown => {
      if (outcome === "left out") return { ok: true, value: valueWith(path, undefined) };
      return typeof outcome === "string"
        ? expect.objectContaining({ error: expect.objectContaining({ code: outcome }) })
        : { ok: true, value: valueWith(path, outcome.is) };
    };
    expect(parsedWith(undefined)).toEqual(expected(missing));
    expect(parsedWith(null)).toEqual(expected(ifNull));
    for (const value of otherTypesThan(at(payload, path)))
      expect([value, parsedWith(value)]).toEqual([value, expected(otherType)]);
  });

  const valueWith = (path: string, value: unknown): unknown =>
    replace(taken.ok ? (taken.value as Fields) : {}, path, value);
}

function codeOf(result: Result<unknown>): ErrorCode | undefined {
  return result.ok ? undefined : result.error.code;
}

function otherTypesThan(value: unknown): readonly unknown[] {
  const kindOf = (what: unknown): string => (Array.isArray(what) ? "list" : typeof what);
  return [1, "12", true, {}, [], [1]].filter((other) => kindOf(other) !== kindOf(value));
}

/** The paths of all fields, of those within objects too. */
function pathsIn(payload: Fields, before = ""): string[] {
  return Object.entries(payload).flatMap(([name, value]) => [
    before + name,
    ...(isObject(value) ? pathsIn(value, `${before}${name}.`) : []),
  ]);
}

function at(payload: Fields, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => (value as Fields)[name], payload);
}

/** A copy with another value at a path; without the field where there is none. */
function replace(payload: Fields, path: string, value: unknown): Fields {
  const [name = "", ...rest] = path.split(".");
  const { [name]: old, ...others } = payload;
  const now = rest.length > 0 ? replace(old as Fields, rest.join("."), value) : value;
  return now === undefined ? others : { ...others, [name]: now };
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
