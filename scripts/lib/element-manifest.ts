import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as analyzer from "@custom-elements-manifest/analyzer";
import type {
  Attribute,
  ClassDeclaration,
  ClassMember,
  CustomElement,
  Event,
  Package,
} from "custom-elements-manifest/schema";

import { ROOT } from "./paths.ts";

/** What is used of the analyzer, whose own types are of another TypeScript. */
const { create, ts } = analyzer as unknown as {
  create(options: { modules: unknown[]; plugins: unknown[]; context: object }): Package;
  ts: {
    createSourceFile(path: string, code: string, target: number, setParents: boolean): unknown;
    ScriptTarget: { ES2022: number };
  };
};
const LIT_PLUGIN: string =
  "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";
const { litPlugin } = (await import(LIT_PLUGIN)) as { litPlugin: () => unknown[] };

const CLASS_FILE = "dist/index.js";
const PROPERTIES = "live-chat-properties";
const SOURCES = [PROPERTIES, "live-chat"];
const EVENTS = "live-chat-events";

/** Makes the custom-elements manifest, from which editors and documents describe the element. */
function makeElementManifest(): Package {
  const declaration = describeElement();
  return {
    schemaVersion: "1.0.0",
    readme: "README.md",
    modules: [
      {
        kind: "javascript-module",
        path: CLASS_FILE,
        declarations: [declaration as CustomElement & ClassDeclaration],
        exports: [
          { kind: "js", name: "LiveChat", declaration: { name: "LiveChat", module: CLASS_FILE } },
        ],
      },
      {
        kind: "javascript-module",
        path: "dist/define.js",
        declarations: [],
        exports: [
          {
            kind: "custom-element-definition",
            name: "live-chat",
            declaration: { name: "LiveChat", module: CLASS_FILE },
          },
        ],
      },
    ],
  };
}

export function writeElementManifest(path: string): void {
  writeFileSync(path, `${JSON.stringify(makeElementManifest(), null, 2)}\n`);
}

/** The element as one class: its users need not know our base classes. */
export function describeElement(): CustomElement {
  const analyzed = create({ modules: SOURCES.map(parse), plugins: litPlugin(), context: {} });
  const [found] = analyzed.modules.at(-1)!.declarations as CustomElement[];
  const { attributes = [], members = [], cssParts = [], slots = [], description } = found!;
  // The plugin also treats every reactive property as an attribute.
  const noText = new Set(
    [...read(PROPERTIES).matchAll(/@property\(\) accessor (\w+)/g)].map(([, name]) => name),
  );
  return {
    kind: "class",
    name: "LiveChat",
    tagName: "live-chat",
    customElement: true,
    ...{ description, superclass: { name: "LitElement", package: "lit" } },
    attributes: attributes
      .filter(({ fieldName }: Attribute) => !noText.has(fieldName))
      .map(withoutOrigin),
    members: members
      .filter(isPublic)
      .map(withoutOrigin)
      .map(({ attribute, ...member }: ClassMember & { attribute?: string }) =>
        attribute === undefined || noText.has(member.name) ? member : { ...member, attribute },
      ),
    events: describeEvents(),
    slots: slots.map(withoutOrigin),
    cssParts: cssParts.map(withoutOrigin),
    cssProperties: describeProperties(),
  } as CustomElement;
}

function isPublic({ privacy = "public", name, ...member }: ClassMember): boolean {
  return privacy === "public" && !("static" in member) && !name.startsWith("#");
}

function withoutOrigin<T extends object>(described: T): T {
  const { inheritedFrom: _, ...rest } = described as T & { inheritedFrom?: unknown };
  return rest as T;
}

/** The events are described where their types are. */
function describeEvents(): Event[] {
  const list = /interface LiveChatEvents \{(.*?)\n\}/s.exec(read(EVENTS))?.[1] ?? "";
  return [...list.matchAll(/\/\*\* (.*?) \*\/\s+"([a-z-]+)": (\{.*?\});/gs)].map(
    ([, description, name, detail]) => ({
      name: name!,
      type: { text: `CustomEvent<${detail}>` },
      description: description!,
    }),
  );
}

/** The guide to themes has them all; a test holds it to the style sheets. */
function describeProperties(): { name: string; description: string }[] {
  const guide = readFileSync(join(ROOT, "docs/theming.md"), "utf8");
  const table = guide.split("<!-- properties -->")[1]!.split("<!-- /properties -->")[0]!;
  return [...table.matchAll(/^\| `(--[a-z0-9-]+)`.*?\| (.*?) *\|$/gm)].map(
    ([, name, description]) => ({ name: name!, description: description! }),
  );
}

function parse(name: string): unknown {
  return ts.createSourceFile(`${name}.ts`, read(name), ts.ScriptTarget.ES2022, true);
}

function read(name: string): string {
  return readFileSync(join(ROOT, `widget/src/element/${name}.ts`), "utf8");
}
