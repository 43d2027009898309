import { describe, expect, it } from "vitest";
import type { FilterRule } from "#protocol";
import { codeOf, joinAs, recordOf, SIGN_IN, type JoinedClient } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask, collect } from "../support/stock-client.ts";

async function setUp(kind: "hold" | "shadow", settings = {}) {
  const { url } = await startServer({ ...SIGN_IN, ...settings });
  const owner = await joinAs(url, "boss", "owner");
  const rule: FilterRule = { id: "r", kind: "words", words: ["coins"], action: { kind } };
  recordOf(await owner.does({ kind: "set-filters", rules: [rule] }));
  const tom = await joinAs(url, "tom");
  return { url, owner, tom };
}

async function say({ say }: JoinedClient, text: string): Promise<string> {
  return ((await say(text)) as unknown as { message: { id: string } }).message.id;
}

/** Everything that was on its way to a client before this has come. */
async function settle({ client }: JoinedClient): Promise<void> {
  await ask(client, "load-history", { streamId: "s1", before: 1 });
}

describe("[HE7] a message that staff reject", () => {
  it("is sent to its author, on every connection of theirs in the room, and to nobody else", async () => {
    const { url, owner, tom } = await setUp("hold");
    const anna = await joinAs(url, "anna");
    const elsewhere = await joinAs(url, "tom", "member", { streamId: "s2" });
    const everywhere = [tom, await joinAs(url, "tom"), anna, owner, elsewhere];
    const told = everywhere.map(({ client }) => collect(client, "message-rejected"));
    const id = await say(tom, "cheap coins");
    recordOf(await owner.does({ kind: "reject", heldId: id }));
    const rejected = { streamId: "s1", id };
    await expect.poll(() => [told[0], told[1]]).toEqual([[rejected], [rejected]]);
    await Promise.all([anna, owner].map(settle));
    await ask(elsewhere.client, "load-history", { streamId: "s2", before: 1 });
    expect(told.slice(2)).toEqual([[], [], []]);
    expect(codeOf(await ask(tom.client, "remove-message", rejected))).toBe("not-found");
  });

  it("is sent to nobody if the message was shadowed or approved", async () => {
    const shadowed = await setUp("shadow");
    const held = await setUp("hold");
    const told = [shadowed, held].map(({ tom }) => collect(tom.client, "message-rejected"));
    const id = await say(shadowed.tom, "cheap coins");
    recordOf(await shadowed.owner.does({ kind: "reject", heldId: id }));
    const other = await say(held.tom, "cheap coins");
    recordOf(await held.owner.does({ kind: "approve", heldId: other }));
    await Promise.all([settle(shadowed.tom), settle(held.tom)]);
    expect(told).toEqual([[], []]);
  });
});

it("[HE5][HE7] a message that the queue has no room for is sent to its author as a rejected one", async () => {
  const { url, owner, tom } = await setUp("hold", { rateLimit: "1000/1s" });
  const again = await joinAs(url, "tom");
  const told = [tom, again, owner].map(({ client }) => collect(client, "message-rejected"));
  const ids: string[] = [];
  for (let i = 0; i < 21; i++) ids.push(await say(tom, `cheap coins ${i}`));
  const rejected = { streamId: "s1", id: ids[0] };
  await expect.poll(() => [told[0], told[1]]).toEqual([[rejected], [rejected]]);
  await settle(owner);
  expect(told[2]).toEqual([]);
  expect(codeOf(await ask(tom.client, "remove-message", rejected))).toBe("not-found");
  const queue = await ask(owner.client, "load-queue", { streamId: "s1" });
  expect(queue).toMatchObject({ ok: true, waiting: 20 });
});
