import { z } from "zod";

/** One setting: environment variable, description, and format. */
export interface Setting {
  env: string;
  /** A former name of the variable that may still be in use. */
  formerly?: string;
  /** Its name on hosting platforms. Read from the environment only, after our own name. */
  platformEnv?: string;
  /** The default, as shown to people. */
  usual: string;
  help: string;
  /** What to do if the value is refused. */
  remedy: string;
  /** Set if it is or contains a secret: its value is never shown. */
  secret?: true;
  schema: z.ZodType;
}

/** A schema that also accepts the keyword for the default, as shown in the table. */
export function orKeyword<Schema extends z.ZodType>(word: string, schema: Schema) {
  return z.union([z.literal(word).transform((): undefined => undefined), schema]);
}
