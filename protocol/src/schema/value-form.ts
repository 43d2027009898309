/**
 * The form of a value, for documents such as OpenAPI. Rules that need a function, such as the
 * length of a cleaned text, are in the parser only.
 */
export type Form = (
  | { kind: "text"; minLength?: number; maxLength?: number }
  | { kind: "flag" }
  | { kind: "whole"; min: number; max: number }
  | { kind: "choice"; of: readonly string[] }
  | { kind: "list"; of: Form; min?: number; max?: number }
  | { kind: "object"; fields: Readonly<Record<string, Form>> }
  /** Objects that are distinguished by `kind`. */
  | { kind: "variants"; of: readonly Form[] }
) & {
  isOptional?: boolean;
  isNullable?: boolean;
  /** A description for readers. */
  about?: string;
  /** Its name in documents that name schemas. */
  name?: string;
};
