import { z } from "zod";

/** The output type of a schema. */
export type Form<Schema> = z.output<Schema & z.ZodType>;

/** The named schemas of the API document. */
const forms = new Map<string, z.ZodType>();

/** Names a schema in the API document, and optionally describes it. */
export function registerSchema<Schema extends z.ZodType>(
  id: string,
  schema: Schema,
  description?: string,
): Schema {
  const form = description ? schema.describe(description) : schema;
  forms.set(id, form);
  return form;
}

/** The JSON Schema of a schema; named ones become references. */
export function toSchema(form: z.ZodType): object {
  for (const [id, one] of forms) if (one === form) return { $ref: placeOf(id) };
  return convert([...forms, ["", form]])[""]!;
}

/** The JSON Schemas of all named schemas. */
export function namedSchemas(): Record<string, object> {
  return convert([...forms]);
}

function convert(entries: readonly (readonly [id: string, form: z.ZodType])[]) {
  const registry = z.registry<{ id: string }>();
  for (const [id, form] of entries) registry.add(form, { id: id || ANONYMOUS });
  const { schemas } = z.toJSONSchema(registry, { io: "input", uri: placeOf });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      // Parts of one document, which declares the dialect itself.
      const { $schema: _schema, $id: _id, ...form } = schema as Record<string, unknown>;
      return [id === ANONYMOUS ? "" : id, form];
    }),
  );
}

const ANONYMOUS = "anonymous";

function placeOf(id: string): string {
  return `#/components/schemas/${id}`;
}
