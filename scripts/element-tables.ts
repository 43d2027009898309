import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { CustomElement } from "custom-elements-manifest/schema";

import { describeElement } from "./lib/element-manifest.ts";
import { markdownTable, replaceMarked } from "./lib/markdown.ts";
import { ROOT } from "./lib/paths.ts";

/** The documents with generated tables of the element, and their tables. */
export const DOCUMENTS = {
  "docs/api.md": ["attributes", "properties", "methods", "events", "slots", "parts", "css"],
  "widget/README.md": ["attributes", "events"],
} as const;

type TableName = (typeof DOCUMENTS)["docs/api.md"][number];

/** A document with its tables generated from the element's sources. */
export function withElementTables(document: string, names: readonly TableName[]): string {
  const tables = elementTables(describeElement());
  return names.reduce((text, name) => replaceMarked(text, name, tables[name]), document);
}

function elementTables(element: CustomElement): Record<TableName, string> {
  const members = element.members ?? [];
  const isAttribute = new Set(element.attributes?.map(({ fieldName }) => fieldName));
  return {
    attributes: markdownTable(
      ["attribute", "property", "values", "by default", "what it does"],
      (element.attributes ?? []).map((attribute) => [
        code(attribute.name),
        code(attribute.fieldName ?? attribute.name),
        code(attribute.type?.text),
        attribute.default === '""' ? "–" : code(attribute.default),
        attribute.description ?? "",
      ]),
    ),
    properties: markdownTable(
      ["property", "type", "what it is"],
      members
        .filter(({ kind, name }) => kind === "field" && !isAttribute.has(name))
        .map((field) => [
          code(field.name),
          code((field as { type?: { text: string } }).type?.text),
          field.description ?? "",
        ]),
    ),
    methods: markdownTable(
      ["method", "what it does"],
      members
        .filter(({ kind }) => kind === "method")
        .map(({ name, description }) => [code(`${name}()`), description ?? ""]),
    ),
    events: markdownTable(
      ["event", "detail", "when"],
      (element.events ?? []).map(({ name, type, description }) => [
        code(name),
        code(/^CustomEvent<(.*)>$/.exec(type.text)?.[1]),
        description ?? "",
      ]),
    ),
    slots: named("slot", element.slots),
    parts: named("part", element.cssParts),
    css: named("custom property", element.cssProperties),
  };
}

function named(
  heading: string,
  items: readonly { name: string; description?: string }[] = [],
): string {
  return markdownTable(
    [heading, "what it is"],
    items.map(({ name, description }) => [code(name), description ?? ""]),
  );
}

function code(text: string | undefined): string {
  return text ? `\`${text}\`` : "–";
}

if (import.meta.main)
  for (const [path, names] of Object.entries(DOCUMENTS)) {
    const file = join(ROOT, path);
    writeFileSync(file, withElementTables(readFileSync(file, "utf8"), names));
  }
