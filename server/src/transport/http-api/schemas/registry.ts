import { z } from "zod";

/** What a form takes. */
export type Form<Schema> = z.output<Schema & z.ZodType>;

/** The forms that the API document names. */
const forms = new Map<string, z.ZodType>();

/** Gives a form a name in the API document, and a sentence if need be. */
export function registerSchema<Schema extends z.ZodType>(
  id: string,
  schema: Schema,
  description?: string,
): Schema {
  const form = description ? schema.describe(description) : schema;
  forms.set(id, form);
  return form;
}

/** JSON Schema of a form; what has a name is referred to by it. */
export function toSchema(form: z.ZodType): object {
  for (const [id, one] of forms) if (one === form) return { $ref: placeOf(id) };
  return convert([...forms, ["", form]])[""]!;
}

/** JSON Schema of every form that has a name. */
export function namedSchemas(): Record<string, object> {
  return convert([...forms]);
}

function convert(entries: readonly (readonly [id: string, form: z.ZodType])[]) {
  const registry = z.registry<{ id: string }>();
  for (const [id, form] of entries) registry.add(form, { id: id || ANONYMOUS });
  const { schemas } = z.toJSONSchema(registry, { io: "input", uri: placeOf });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      // They are parts of one document, which says of itself what they are.
      const { $schema: _schema, $id: _id, ...form } = schema as Record<string, unknown>;
      return [id === ANONYMOUS ? "" : id, form];
    }),
  );
}

const ANONYMOUS = "anonymous";

function placeOf(id: string): string {
  return `#/components/schemas/${id}`;
}
