/**
 * What a value looks like, for documents of other kinds (OpenAPI). Rules that only a
 * function can tell, as how a text is measured once it is clean, are in the parser.
 */
export type Form = (
  | { kind: "text"; minLength?: number; maxLength?: number }
  | { kind: "flag" }
  | { kind: "whole"; min: number; max: number }
  | { kind: "choice"; of: readonly string[] }
  | { kind: "list"; of: Form; min?: number; max?: number }
  | { kind: "object"; fields: Readonly<Record<string, Form>> }
  /** Objects that say by `kind` which they are. */
  | { kind: "variants"; of: readonly Form[] }
) & {
  isOptional?: boolean;
  isNullable?: boolean;
  /** What a reader should know of it. */
  about?: string;
  /** Its name in documents that name some. */
  name?: string;
};
