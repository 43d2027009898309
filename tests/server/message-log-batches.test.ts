import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AppendResult } from "../../server/src/chat/ports/append.ts";
import { entryOf, message, openLog, removal, STORAGES, TOM } from "../support/message-logs.ts";
import { propertyRuns } from "../support/property-cases.ts";

const STREAMS = ["s1", "s2", "shop:a", "shop:b"];

/** What differs between two logs with the same content. */
function withoutIds(results: readonly AppendResult[]): unknown {
  return JSON.parse(
    JSON.stringify(results, (name, value: unknown) =>
      ["epoch", "id", "timestamp", "retryAfterMs"].includes(name) ? undefined : value,
    ),
  );
}

describe.each(STORAGES)("messages of several streams in one commit in %s", (_name, open) => {
  it("[LOG3] are judged as if each stream had a commit of its own", async () => {
    const send = fc.record({
      streamId: fc.constantFrom(...STREAMS),
      author: fc.constantFrom(TOM, { ...TOM, userId: "u2", nickname: "미나 💐" }),
      message: fc.constantFrom("a", "b", 'quote " \\ and {"json":[1]}', "줄\n바꿈"),
      clientId: fc.option(fc.constantFrom("c1", "c2", "c3"), { nil: undefined }),
      slowMs: fc.constantFrom(0, 0, 60_000),
      isRepeat: fc.boolean(),
      policyVersion: fc.constantFrom(0, 0, 0, 7),
    });
    const [together, apart] = [await openLog(open), await openLog(open)];
    let runs = 0;
    const sends = fc.array(send, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(sends, async (given) => {
        const batch = given.map(
          ({ streamId, author, message: text, clientId, slowMs, isRepeat, policyVersion }) =>
            message(text, {
              streamId: streamId + runs,
              author,
              ...(clientId && { clientId }),
              terms: {
                policyVersion,
                newcomer: { addressHash: "address" },
                ...(slowMs > 0 && { slowMs }),
                ...(isRepeat && { fingerprint: text }),
              },
            }),
        );
        runs += 1;
        // Something other than a message makes each stream a matter of its own.
        const nothing = { ...removal("1.nothing"), streamId: "zzz" };
        const [, ...byStream] = await apart.append([nothing, ...batch]);
        expect(withoutIds(await together.append(batch))).toEqual(withoutIds(byStream));
        // Everything again, now that the streams exist.
        const [, ...again] = await apart.append([nothing, ...batch]);
        expect(withoutIds(await together.append(batch))).toEqual(withoutIds(again));
        for (const log of [together, apart])
          for (const streamId of STREAMS) {
            const seqs = (await log.readEntries(streamId + runs, 0, 100)).map(({ seq }) => seq);
            expect(seqs).toEqual(seqs.map((_, i) => i + 1));
          }
      }),
      { numRuns: propertyRuns(12) },
    );
  });

  it("[SM9] answer messages of their own stream only", async () => {
    const log = await openLog(open);
    const asked = await log.append(STREAMS.map((streamId) => message("?", { streamId })));
    const ids = asked.map((result) => entryOf(result).id);
    const own = await log.append(
      STREAMS.map((streamId, i) => message("!", { streamId, replyTo: ids[i]! })),
    );
    for (const [i, result] of own.entries())
      expect(entryOf(result)).toMatchObject({ seq: 2, replyTo: { id: ids[i], seq: 1 } });
    const others = await log.append(
      STREAMS.map((streamId, i) => message("!", { streamId, replyTo: ids[(i + 1) % 4]! })),
    );
    for (const result of others) expect(entryOf(result)).not.toHaveProperty("replyTo");
  });

  it("[LOG3][LOG5] match no purged clientId, and do not answer a purged message", async () => {
    const log = await openLog(open);
    const sends = ["s1", "s2"].map((streamId) =>
      message("secret", { streamId, author: TOM, clientId: "c1" }),
    );
    const [first] = await log.append(sends);
    await log.append([{ kind: "purge", streamId: "s1", userId: TOM.userId }]);
    const repeated = await log.append(sends);
    expect(repeated.map(({ outcome }) => outcome)).toEqual(["appended", "repeated"]);
    const replies = await log.append(
      ["s1", "s2"].map((streamId) => message("?", { streamId, replyTo: entryOf(first).id })),
    );
    for (const reply of replies) expect(entryOf(reply)).not.toHaveProperty("replyTo");
  });

  it("[ER6] are refused together for a text that no store could hold", async () => {
    const log = await openLog(open);
    for (const text of ["a\u0000b", "half \ud83d"]) {
      const batch = [message("fine"), message("fine", { streamId: "s2", clientId: text })];
      await expect(log.append(batch)).rejects.toThrow("a text holds NUL");
    }
    expect(await log.readHeads(["s1", "s2"])).toEqual([]);
  });
});
