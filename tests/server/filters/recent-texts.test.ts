import { expect, test } from "vitest";

import {
  RecentTexts,
  toTextKey,
} from "../../../server/src/chat/moderation/filters/recent-texts.ts";

test("FI8 counts what one person and all wrote, drawn out, spaced and capitals alike", () => {
  const recent = new RecentTexts();
  recent.note({ text: "Buy now!!", userId: "ann" }, 1_000);
  recent.note({ text: "buyyy  NOW", userId: "bob" }, 2_000);
  recent.note({ text: "something else", userId: "ann" }, 3_000);
  expect(recent.repeats(toTextKey("b.u.y now"), { userId: "ann" }, 0)).toEqual({
    byOne: 1,
    byMany: 2,
  });
  expect(recent.repeats(toTextKey("buy now"), { userId: "eve" }, 0)).toEqual({
    byOne: 0,
    byMany: 2,
  });
});

test("FI8 counts only what was written after a time", () => {
  const recent = new RecentTexts();
  recent.note({ text: "buy now", userId: "ann" }, 1_000);
  expect(recent.repeats(toTextKey("buy now"), { userId: "ann" }, 999).byOne).toBe(1);
  expect(recent.repeats(toTextKey("buy now"), { userId: "ann" }, 1_000).byOne).toBe(0);
});

test("FI8 takes applause for nobody's repeat but its own author's", () => {
  const recent = new RecentTexts();
  for (const viewer of ["ann", "bob", "eve"])
    recent.note({ text: "ㅋㅋㅋㅋㅋㅋㅋㅋ", userId: viewer }, 1_000);
  expect(recent.repeats(toTextKey("ㅋㅋㅋ"), { userId: "ann" }, 0)).toEqual({
    byOne: 1,
    byMany: 0,
  });
});

test("FI8 keeps a bounded number of texts, the newest ones", () => {
  const recent = new RecentTexts();
  for (let i = 0; i < 5_000; i++) recent.note({ text: `text number ${i}`, userId: "ann" }, i);
  expect(recent.repeats(toTextKey("text number 10"), { userId: "ann" }, 0).byOne).toBe(0);
  expect(recent.repeats(toTextKey("text number 4999"), { userId: "ann" }, 0).byOne).toBe(1);
});

test("FI8 keeps counting a text that is the only one", () => {
  const recent = new RecentTexts();
  for (let i = 0; i < 5_000; i++) recent.note({ text: "the same text", userId: `viewer ${i}` }, i);
  const { byMany } = recent.repeats(toTextKey("the same text"), { userId: "ann" }, 0);
  expect(byMany).toBeGreaterThan(900);
  expect(byMany).toBeLessThanOrEqual(2_000);
});

test("FI8 takes a message that is sent once more for no repeat of itself", () => {
  const recent = new RecentTexts();
  const sent = { text: "buy now", userId: "ann", clientId: "c1" };
  recent.note(sent, 1_000);
  expect(recent.repeats(toTextKey(sent.text), sent, 0)).toEqual({ byOne: 0, byMany: 0 });
  expect(recent.repeats(toTextKey(sent.text), { ...sent, clientId: "c2" }, 0)).toEqual({
    byOne: 1,
    byMany: 1,
  });
});
