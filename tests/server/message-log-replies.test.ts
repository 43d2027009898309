import { describe, expect, it } from "vitest";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { entryOf, message, openLog, removal, STORAGES, TOM } from "../support/message-logs.ts";

const purgeOfTom: Append = { kind: "purge", streamId: "s1", userId: TOM.userId };

describe.each(STORAGES)("replies in the log in %s", (_name, open) => {
  it("[SM9] name the message that they answer, in every answer", async () => {
    const log = await openLog(open);
    const [question] = await log.append([message("how much?", { author: TOM })]);
    const { id, seq } = entryOf(question);
    const [answer] = await log.append([message("9,900", { replyTo: id })]);
    expect(entryOf(answer)).toMatchObject({ message: "9,900", replyTo: { id, seq } });
    const kept = [
      (await log.readEntries("s1", 1, 1))[0],
      (await log.readMessages("s1", 9, 1))[0],
      (await log.readTail("s1", 1)).entries[0],
    ];
    for (const reply of kept) expect(reply).toMatchObject({ replyTo: { id, seq } });
    expect(entryOf(question)).not.toHaveProperty("replyTo");
  });

  it("[SM9] may answer a message of another stream's number only within their own", async () => {
    const log = await openLog(open);
    const [elsewhere] = await log.append([message("a", { streamId: "s2" }), message("b")]);
    const [reply] = await log.append([message("c", { replyTo: entryOf(elsewhere).id })]);
    expect(entryOf(reply)).not.toHaveProperty("replyTo");
  });

  it.each(["", "1", "1.nothing", "1\u0000", "zzzzzzzzzzzz.x", "__proto__", "😀"])(
    "[SM9] go on without what names nothing (%j)",
    async (replyTo) => {
      const log = await openLog(open);
      await log.append([message("a")]);
      const [reply] = await log.append([message("b", { replyTo })]);
      expect(entryOf(reply)).toMatchObject({ seq: 2, message: "b" });
      expect(entryOf(reply)).not.toHaveProperty("replyTo");
    },
  );

  it("[SM9] do not answer removed messages, or entries that are no messages", async () => {
    const log = await openLog(open);
    const [removed, purged] = await log.append([message("a"), message("b", { author: TOM })]);
    const gone = [entryOf(removed).id, entryOf(purged).id];
    // In the same batch, too.
    const [removing, , toGone] = await log.append([
      removal(gone[0]!),
      purgeOfTom,
      message("c", { replyTo: gone[0]! }),
    ]);
    const later = await log.append(
      [...gone, entryOf(removing).id].map((id) => message("d", { replyTo: id })),
    );
    for (const reply of [toGone, ...later]) expect(entryOf(reply)).not.toHaveProperty("replyTo");
  });

  it("[SM9][LOG5] stay when what they answer goes, and go alone when they are removed", async () => {
    const log = await openLog(open);
    const [question] = await log.append([message("question", { author: TOM })]);
    const { id } = entryOf(question);
    const replies = await log.append([
      message("1", { replyTo: id }),
      message("2", { replyTo: id }),
    ]);
    await log.append([removal(entryOf(replies[0]).id)]);
    const texts = async () => (await log.readMessages("s1", 99, 9)).map(({ message: m }) => m);
    expect(await texts()).toEqual(["question", "2"]);
    expect(await log.readEntries("s1", 1, 1)).toEqual([
      expect.not.objectContaining({ replyTo: expect.anything() as unknown }),
    ]);
    await log.append([purgeOfTom]);
    expect(await texts()).toEqual(["2"]);
  });

  it("[SM9][LOG3] keep what they answer when they are repeated", async () => {
    const log = await openLog(open);
    const [question, other] = await log.append([message("a"), message("b")]);
    const replyTo = entryOf(question).id;
    const reply = message("c", { clientId: "c1", replyTo });
    const [first, twin] = await log.append([reply, reply]);
    const again = message("c", { clientId: "c1", replyTo: entryOf(other).id });
    const [repeat] = await log.append([again]);
    for (const result of [twin, repeat])
      expect(result).toMatchObject({ outcome: "repeated", entry: entryOf(first) });
  });
});
