import { accept, refuse, type Refusal, type Result } from "../errors/result.ts";
import type { Form } from "./value-form.ts";

/**
 * One description of an input, from which its type, its parser and its form in documents are
 * derived. (SPEC ER3)
 *
 * Objects are read by their own properties and rebuilt, so neither `__proto__` keys nor extra ones
 * pass a parser.
 */
export interface Schema<T> {
  readonly parse: (raw: unknown) => Result<T>;
  readonly form: Form;
}

/** The type that a schema parses. */
export type Parsed<S> = S extends Schema<infer T> ? T : never;

/** A field that may be left out; it is also left out if its result is `undefined`. */
export interface OptionalSchema<T> extends Schema<T | undefined> {
  readonly isOptional: true;
}

type Shape = Readonly<Record<string, Schema<unknown>>>;
type OptionalKey<S extends Shape> = {
  [K in keyof S]: S[K] extends OptionalSchema<unknown> ? K : never;
}[keyof S];
type Flat<T> = { [K in keyof T]: T[K] };

/** The type of an object with these fields. */
export type ObjectOf<S extends Shape> = Flat<
  { -readonly [K in Exclude<keyof S, OptionalKey<S>>]: Parsed<S[K]> } & {
    -readonly [K in OptionalKey<S>]?: Exclude<Parsed<S[K]>, undefined>;
  }
>;

const NO_FIELDS = {};

type Variants = Readonly<Record<string, Shape>>;

/** The union of several objects, each with the fields of `more`. */
export type VariantOf<V extends Variants, More extends Shape = typeof NO_FIELDS> = {
  [K in keyof V & string]: Flat<{ kind: K } & ObjectOf<V[K]> & ObjectOf<More>>;
}[keyof V & string];

/** A value that is parsed by a function. */
export function value<T>(form: Form, parse: (raw: unknown) => Result<T>): Schema<T> {
  return { form, parse };
}

/** A field that is left out if it is missing or `null`. */
export function optional<T>({ form, parse }: Schema<T>): OptionalSchema<Exclude<T, undefined>> {
  return {
    isOptional: true,
    form: { ...form, isOptional: true },
    parse: (raw) =>
      (isGiven(raw) ? parse(raw) : accept(undefined)) as Result<Exclude<T, undefined> | undefined>,
  };
}

/** A field that is left out if it is missing, and for which `null` has a meaning. */
export function nullable<T>({ form, parse }: Schema<T>): OptionalSchema<T | null> {
  return {
    isOptional: true,
    form: { ...form, isOptional: true, isNullable: true },
    parse: (raw) => {
      if (raw === undefined) return accept(undefined);
      return raw === null ? accept(null) : parse(raw);
    },
  };
}

/** An integer; `name` is its name in a refusal. */
export function whole(name: string, min: number, max: number): Schema<number> {
  return value({ kind: "whole", min, max }, (raw) =>
    isWhole(raw, min, max)
      ? accept(raw)
      : wrong(`${name} must be a whole number from ${min} to ${max}.`),
  );
}

export function isWhole(raw: unknown, min: number, max: number): raw is number {
  return Number.isSafeInteger(raw) && (raw as number) >= min && (raw as number) <= max;
}

/** An object. Its fields are parsed in order; the first invalid one decides. */
export function object<S extends Shape>(
  fields: S,
  /** The refusal for a value that is no object; by default it is treated as one without fields. */
  noObject?: Refusal,
): Schema<ObjectOf<S>> {
  return value(formOf(fields), (raw) => {
    const read = readFields(raw);
    if (!read && noObject) return noObject;
    const parsed = parseFields(fields, read ?? NOTHING);
    return parsed as Result<ObjectOf<S>>;
  });
}

/** An object whose `kind` determines its fields; all have `first` and `last`. */
export function variants<
  V extends Variants,
  First extends Shape = typeof NO_FIELDS,
  Last extends Shape = typeof NO_FIELDS,
>(
  of: V,
  unknownKind: string,
  { first, last }: { first?: First; last?: Last } = {},
): Schema<VariantOf<V, First & Last>> {
  const forms = Object.entries(of).map(([kind, fields]) =>
    formOf({ kind: choice([kind]), ...first, ...last, ...fields }),
  );
  return value({ kind: "variants", of: forms }, (raw) => {
    const read = readFields(raw) ?? NOTHING;
    const head = parseFields(first ?? NO_FIELDS, read);
    if (!head.ok) return head;
    const kind = read("kind");
    if (typeof kind !== "string" || !Object.hasOwn(of, kind)) return wrong(unknownKind);
    const own = parseFields(of[kind]!, read);
    if (!own.ok) return own;
    const tail = parseFields(last ?? NO_FIELDS, read);
    if (!tail.ok) return tail;
    const all = { kind, ...own.value, ...head.value, ...tail.value };
    return accept(all as VariantOf<V, First & Last>);
  });
}

/** One of several words. */
export function choice<const Word extends string>(
  words: readonly Word[],
  message = `must be ${words.join(" or ")}.`,
): Schema<Word> {
  return value({ kind: "choice", of: words }, (raw) =>
    words.includes(raw as Word) ? accept(raw as Word) : wrong(message),
  );
}

/** The same schema with a name, by which documents refer to it. */
export function namedSchema<T>(name: string, { form, parse }: Schema<T>): Schema<T> {
  return { parse, form: { ...form, name } };
}

/** A refusal with a sentence that explains it. */
export function wrong(message: string): Refusal {
  return refuse("bad-request", { message });
}

const NOTHING: Fields = () => undefined;

function formOf(fields: Shape): Form {
  return {
    kind: "object",
    fields: Object.fromEntries(Object.entries(fields).map(([name, { form }]) => [name, form])),
  };
}

function parseFields(fields: Shape, read: Fields): Result<Record<string, unknown>> {
  const parsed: Record<string, unknown> = {};
  for (const name in fields) {
    const result = fields[name]!.parse(read(name));
    if (!result.ok) return result;
    if (result.value !== undefined) parsed[name] = result.value;
  }
  return accept(parsed);
}

/** Reads an own field by its name; inherited ones are undefined. */
type Fields = (name: string) => unknown;

/** The own fields of an object; undefined for other values. */
export function readFields(raw: unknown): Fields | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  return (name) => (Object.hasOwn(raw, name) ? (raw as Record<string, unknown>)[name] : undefined);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
