import { expect, it, test } from "vitest";
import { DOCUMENTS, withElementTables } from "../../scripts/element-tables.ts";
import { describeElement } from "../../scripts/lib/element-manifest.ts";
import { EVENT_PROPS } from "../../widget/src/react/event-props.ts";
import { readProjectFile } from "../architecture/source-files.ts";

it.each(Object.entries(DOCUMENTS))(
  "the tables in %s are what the element's sources say (npm run readme writes them)",
  (path, names) => {
    const document = readProjectFile(path);
    expect(document).toBe(withElementTables(document, names));
  },
);

test("the manifest has every event of the element", () => {
  expect(describeElement().events?.map(({ name }) => name)).toEqual(Object.keys(EVENT_PROPS));
});

test("the manifest describes everything that it names", () => {
  const { attributes, members, events, slots, cssParts, cssProperties } = describeElement();
  const all = [attributes, members, events, slots, cssParts, cssProperties];
  for (const items of all) expect(items?.length).toBeGreaterThan(0);
  const silent = all
    .flatMap((items) => items as { name: string; description?: string }[])
    .filter(({ description }) => !description);
  expect(silent.map(({ name }) => name)).toEqual([]);
});
