import { z } from "zod";

/** One setting: its environment variable, what it does, and its form. */
export interface Setting {
  env: string;
  /** Another name of the variable that people still have in their files. */
  formerly?: string;
  /** What hosting platforms call it. Read from the environment alone, after our own name. */
  platformEnv?: string;
  /** What holds without it, as people read it. */
  usual: string;
  help: string;
  /** What to do when the value is refused. */
  remedy: string;
  /** Set where it is a secret or holds one: it is never shown. */
  secret?: true;
  schema: z.ZodType;
}

/** A schema that also takes the word for what holds without the setting, as the table shows it. */
export function orKeyword<Schema extends z.ZodType>(word: string, schema: Schema) {
  return z.union([z.literal(word).transform((): undefined => undefined), schema]);
}
