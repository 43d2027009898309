import type { Form, Schema } from "#protocol";
import { z } from "zod";
import { registerSchema } from "./registry.ts";

const byName = new Map<string, z.ZodType>();

/**
 * A zod schema of a protocol request, for the API and its document. The protocol's own parser
 * cleans and checks the texts afterwards.
 */
export function zodOf<T>({ form }: Schema<T>): z.ZodType<T> {
  return toZod(form) as z.ZodType<T>;
}

function toZod(form: Form): z.ZodType {
  let made = form.name ? toNamed(form, form.name) : toBare(form);
  if (form.isNullable) made = made.nullable();
  if (form.isOptional) made = z.exactOptional(made);
  return form.about ? made.describe(form.about) : made;
}

/** One object per name, because the document refers to it by identity. */
function toNamed(form: Form, name: string): z.ZodType {
  const known = byName.get(name) ?? registerSchema(name, toBare(form));
  byName.set(name, known);
  return known;
}

function toBare(form: Form): z.ZodType {
  switch (form.kind) {
    case "text": {
      const { minLength, maxLength } = form;
      const least = minLength === undefined ? z.string() : z.string().min(minLength);
      return maxLength === undefined ? least : least.max(maxLength);
    }
    case "flag":
      return z.boolean();
    case "whole":
      return z.int().min(form.min).max(form.max);
    case "choice":
      return form.of.length === 1 ? z.literal(form.of[0]!) : z.enum(form.of as [string]);
    case "list": {
      const { min, max } = form;
      const least = min === undefined ? z.array(toZod(form.of)) : z.array(toZod(form.of)).min(min);
      return max === undefined ? least : least.max(max);
    }
    case "object":
      return toObject(form.fields);
    case "variants":
      return z.discriminatedUnion("kind", form.of.map(toVariant) as [z.ZodObject]);
  }
}

function toVariant(form: Form): z.ZodObject {
  if (form.kind !== "object") throw new Error("a variant is an object");
  return toObject(form.fields);
}

function toObject(fields: Readonly<Record<string, Form>>): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, toZod(field)])),
  );
}
