import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { runPlugin } from "../support/wordpress.ts";

interface Made {
  type: string;
  props: Record<string, unknown> & { onChange?: (value: unknown) => void; label?: string };
  children: Made[];
}

interface Block {
  edit: (given: { attributes: object; setAttributes: (changed: object) => void }) => Made;
  save: () => null;
}

/** Runs the editor's script as WordPress does, with parts that are only named. */
function loadBlock(): { name: string; block: Block } {
  const code = readFileSync(new URL("../../docs/wordpress/block.js", import.meta.url), "utf8");
  const named = (names: string[]) => Object.fromEntries(names.map((name) => [name, name]));
  let loaded: { name: string; block: Block } | undefined;
  const wp = {
    blockEditor: { ...named(["InspectorControls"]), useBlockProps: () => ({}) },
    blocks: { registerBlockType: (name: string, block: Block) => (loaded = { name, block }) },
    components: named([
      "PanelBody",
      "Placeholder",
      "SelectControl",
      "TextControl",
      "ToggleControl",
    ]),
    element: {
      Fragment: "Fragment",
      createElement: (type: string, props: Made["props"] | null, ...children: Made[]): Made => ({
        ...{ type, props: props ?? {}, children },
      }),
    },
    i18n: { __: (text: string) => text },
  };
  runInNewContext(code, { window: { wp } });
  return loaded!;
}

function allOf(made: Made): Made[] {
  return [made, ...made.children.flatMap(allOf)];
}

test("the block's editor changes just the attributes that the server makes it from", () => {
  const { name, block } = loadBlock();
  const { attributes } = runPlugin({}).blocks[name]!;
  const changed: Record<string, unknown> = {};
  const values = Object.entries(attributes as Record<string, { default: unknown }>);
  const fields = allOf(
    block.edit({
      attributes: Object.fromEntries(values.map(([key, value]) => [key, value.default])),
      setAttributes: (change) => Object.assign(changed, change),
    }),
  ).filter(({ props }) => props.onChange);
  const typed = { TextControl: " 600 ", SelectControl: "dark", ToggleControl: true };
  for (const { type, props } of fields) props.onChange!(typed[type as keyof typeof typed]);
  expect(changed).toEqual({ streamId: "600", theme: "dark", height: 600, readOnly: true });
  expect(Object.keys(changed).sort()).toEqual(Object.keys(attributes).sort());
  expect(block.save()).toBeNull();
});

test("the block's editor says what a stream id may be", () => {
  const { block } = loadBlock();
  const help = (streamId: string) =>
    allOf(block.edit({ attributes: { streamId }, setAttributes: () => undefined })).find(
      ({ props }) => props.label === "Stream id",
    )?.props["help"];
  expect(help("my show")).toMatch(/A-Z/);
  expect(help("my-show")).toBe("");
});
