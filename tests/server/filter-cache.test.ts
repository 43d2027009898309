import { expect, it } from "vitest";
import { FilterCache } from "../../server/src/chat/moderation/filters/filter-cache.ts";
import type { Filters } from "../../server/src/chat/moderation/filters/filters.ts";

const [WORDS, LINKS] = [{} as Filters, {} as Filters];

it("[FI16] filters that two streams share are there until both are gone, and weigh once", () => {
  const cache = new FilterCache(100);
  for (const streamId of ["s1", "s2"]) cache.keep(streamId, "words", WORDS, 40);
  expect(cache.bytes).toBe(40);
  cache.forget("s1");
  expect([cache.get("s1", "words"), cache.get("s2", "words")]).toEqual([undefined, WORDS]);
  cache.forget("s2");
  cache.forget("s2");
  expect([cache.find("words"), cache.bytes]).toEqual([undefined, 0]);
});

it("[FI16] filters that are stored once more, or replaced, weigh as much as what is there", () => {
  const cache = new FilterCache(100);
  for (let i = 0; i < 3; i++) cache.keep("s1", "words", WORDS, 40);
  expect(cache.bytes).toBe(40);
  cache.keep("s1", "links", LINKS, 30);
  expect([cache.bytes, cache.find("words"), cache.get("s1", "links")]).toEqual([
    ...[30, undefined, LINKS],
  ]);
  cache.forget("s1");
  expect(cache.bytes).toBe(0);
});

it("[FI16] the filters that were used least recently make room, and never those that are asked for", () => {
  const cache = new FilterCache(100);
  cache.keep("s1", "a", WORDS, 40);
  cache.keep("s2", "b", WORDS, 40);
  cache.get("s1", "a");
  cache.keep("s3", "c", LINKS, 40);
  expect(["a", "b", "c"].map((json) => cache.find(json))).toEqual([WORDS, undefined, LINKS]);
  cache.keep("s4", "d", LINKS, 400);
  expect(["a", "c", "d"].map((json) => cache.find(json))).toEqual([undefined, undefined, LINKS]);
});
