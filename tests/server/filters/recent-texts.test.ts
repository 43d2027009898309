import { expect, test } from "vitest";

import { RecentTexts } from "../../../server/src/chat/filters/recent-texts.ts";

test("FI8 counts what one person and all wrote, drawn out, spaced and capitals alike", () => {
  const recent = new RecentTexts();
  recent.note("Buy now!!", "ann", 1_000);
  recent.note("buyyy  NOW", "bob", 2_000);
  recent.note("something else", "ann", 3_000);
  expect(recent.echoes("b.u.y now", "ann", 0)).toEqual({ byOne: 1, byMany: 2 });
  expect(recent.echoes("buy now", "eve", 0)).toEqual({ byOne: 0, byMany: 2 });
});

test("FI8 counts only what was written after a time", () => {
  const recent = new RecentTexts();
  recent.note("buy now", "ann", 1_000);
  expect(recent.echoes("buy now", "ann", 999).byOne).toBe(1);
  expect(recent.echoes("buy now", "ann", 1_000).byOne).toBe(0);
});

test("FI8 takes applause for nobody's repeat but its own author's", () => {
  const recent = new RecentTexts();
  for (const viewer of ["ann", "bob", "eve"]) recent.note("ㅋㅋㅋㅋㅋㅋㅋㅋ", viewer, 1_000);
  expect(recent.echoes("ㅋㅋㅋ", "ann", 0)).toEqual({ byOne: 1, byMany: 0 });
});

test("FI8 keeps a bounded number of texts, the newest ones", () => {
  const recent = new RecentTexts();
  for (let i = 0; i < 5_000; i++) recent.note(`text number ${i}`, "ann", i);
  expect(recent.echoes("text number 10", "ann", 0).byOne).toBe(0);
  expect(recent.echoes("text number 4999", "ann", 0).byOne).toBe(1);
});

test("FI8 goes on counting a text that is all there is", () => {
  const recent = new RecentTexts();
  for (let i = 0; i < 5_000; i++) recent.note("the same text", `viewer ${i}`, i);
  const { byMany } = recent.echoes("the same text", "ann", 0);
  expect(byMany).toBeGreaterThan(900);
  expect(byMany).toBeLessThanOrEqual(2_000);
});
