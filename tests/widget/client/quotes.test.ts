import { expect, it } from "vitest";
import type { LogRow } from "../../../widget/src/client/log/log-state.ts";
import { Quotes } from "../../../widget/src/client/log/quotes.ts";
import { settle } from "../support/fake-clock.ts";

/** Quotes over a connection that answers when the test says so. */
function setUp() {
  const rows: LogRow[] = [];
  const asked: { after: number; answer: (entries: unknown[] | undefined) => Promise<void> }[] = [];
  const ask = (_event: string, { after }: { after: number }) =>
    new Promise((resolve) => {
      const answer = (entries: unknown[] | undefined): Promise<void> => {
        resolve(entries && { ok: true, entries });
        return settle();
      };
      asked.push({ after, answer });
    });
  const quotes = new Quotes({ ask: ask as never }, "s1", (row) => void rows.push(row));
  return { quotes, rows, asked };
}

const message = (seq: number) => ({ kind: "message", id: `i${seq}`, seq });
const refTo = (seq: number) => ({ id: `i${seq}`, seq });

it("[SM9] quotes are loaded one after the other, each once", async () => {
  const { quotes, rows, asked } = setUp();
  for (const seq of [1, 2, 1]) quotes.load(refTo(seq));
  expect(asked.map(({ after }) => after)).toEqual([0]);
  await asked[0]!.answer([message(1)]);
  await asked[1]!.answer([message(2)]);
  expect(asked).toHaveLength(2);
  expect(rows).toMatchObject([{ id: "i1" }, { id: "i2" }]);
});

it("[SM9] after a new snapshot, quotes are loaded again, though an answer to the old one is on its way", async () => {
  const { quotes, rows, asked } = setUp();
  quotes.load(refTo(1));
  quotes.startOver();
  quotes.load(refTo(2));
  await asked[0]!.answer([message(1)]);
  expect(rows).toEqual([]);
  await asked[1]!.answer([message(2)]);
  expect(rows).toMatchObject([{ id: "i2" }]);
  // Nothing is on its way any more.
  quotes.load(refTo(3));
  await asked[2]!.answer([message(3)]);
  expect(rows).toMatchObject([{ id: "i2" }, { id: "i3" }]);
});

it("[SM9] a quote that got no answer is loaded when it is asked for again", async () => {
  const { quotes, rows, asked } = setUp();
  quotes.load(refTo(1));
  await asked[0]!.answer(undefined);
  expect(rows).toEqual([]);
  quotes.load(refTo(1));
  await asked[1]!.answer([message(1)]);
  expect(rows).toMatchObject([{ id: "i1" }]);
});
