import { expect, it } from "vitest";
import type { ActionScope } from "#protocol";
import { MergedPages } from "../../../widget/src/element/moderation/panels/merged-pages.ts";
import type { Page } from "../../../widget/src/element/moderation/panels/staff-list.ts";

interface Line {
  id: string;
  atMs: number;
}

const lines = (count: number, name: string, stepMs: number): Line[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${name}${i}`, atMs: 10_000 - i * stepMs }));

function setUp(stored: Partial<Record<ActionScope, Line[]>>, pageSize = 7) {
  const asked: string[] = [];
  const load = async (scope: ActionScope | undefined, before?: string): Promise<Page<Line>> => {
    asked.push(`${scope} ${before}`);
    const all = stored[scope ?? "stream"] ?? [];
    const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
    return {
      ok: true,
      items: all.slice(from, from + pageSize),
      more: from + pageSize < all.length,
    };
  };
  const of = { id: ({ id }: Line) => id, timeMs: ({ atMs }: Line) => atMs };
  return { asked, pages: new MergedPages<Line>(["stream", "channel"], load, of) };
}

it("[CH7] shows what was done to a stream and to its channel, newest first, each line once", async () => {
  const stream = lines(120, "s", 10);
  const channel = lines(31, "c", 35);
  const { pages } = setUp({ stream, channel });
  const shown: Line[] = [];
  for (let more = true; more;) {
    const page = await pages.next();
    if (!page.ok) throw new Error("not loaded");
    shown.push(...page.items);
    ({ more } = page);
  }
  const all = [...stream, ...channel].sort((a, b) => b.atMs - a.atMs);
  expect(shown.map(({ atMs }) => atMs)).toEqual(all.map(({ atMs }) => atMs));
  expect(new Set(shown.map(({ id }) => id)).size).toBe(151);
});

it("[CH7] reads no further than it shows, and ends where there is nothing", async () => {
  const { pages, asked } = setUp({ stream: lines(500, "s", 1), channel: lines(500, "c", 1_000) });
  expect(await pages.next()).toMatchObject({ more: true });
  expect(asked.filter((each) => each.startsWith("channel"))).toHaveLength(1);
  expect(await setUp({}).pages.next()).toEqual({ ok: true, items: [], more: false });
});
