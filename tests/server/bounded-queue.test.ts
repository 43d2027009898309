import { describe, expect, it, onTestFinished } from "vitest";
import type { FilterRule } from "#protocol";
import type { Storage } from "../../server/src/storage/storage.ts";
import { message, STORAGES } from "../support/message-logs.ts";
import { codeOf, come, comeAsGuest, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";

const TERMS = { policyVersion: 0 };

/** Has a message of somebody held; guests come from an address. */
function hold(userId: string, text: string, addressHash?: string) {
  return message(text, {
    author: { userId, nickname: userId, role: addressHash ? "guest" : "member" },
    held: { why: "filter", rule: "r1" },
    terms: { ...TERMS, newcomer: addressHash ? { addressHash } : {} },
  });
}

async function open(storage: () => Promise<Storage>): Promise<Storage> {
  const opened = await storage();
  onTestFinished(() => opened.log.close());
  return opened;
}

describe.each(STORAGES)("the review queue in %s", (_name, storage) => {
  it("[HE5] holds twenty messages of a person, the newest", async () => {
    const { log, moderation } = await open(storage);
    for (let i = 0; i < 30; i++) await log.append([hold("u1", `m${i}`)]);
    const { held, waiting } = await moderation.readQueue("s1");
    expect(waiting).toBe(20);
    expect(held.map((each) => each.message)).toContain("m29");
  });

  it("[HE5] is flooded at nobody's cost but the flood's, whatever it calls itself", async () => {
    const { log, moderation } = await open(storage);
    const honest = Array.from({ length: 10 }, (_, i) =>
      hold(`honest ${i}`, "please look", `h${i}`),
    );
    await log.append(honest);
    for (let batch = 0; batch < 12; batch++)
      await log.append(
        Array.from({ length: 100 }, (_, i) => hold(`guest:${batch} ${i}`, "junk", "one address")),
      );
    const { held, waiting, full } = await moderation.readQueue("s1");
    expect([waiting, full]).toEqual([1_000, true]);
    expect(held.filter((each) => each.message === "please look")).toHaveLength(10);
  });
});

describe("filters that time out", () => {
  it("[FI15] write no line for each of ever new guests of one address", async () => {
    const { url } = await startServer({
      ...{ ...SIGN_IN, rateLimit: "1000/1s" },
      trustProxy: ["127.0.0.0/8", "::1"],
    });
    const owner = await come(url, "boss", "owner");
    const timeout = { kind: "timeout", seconds: 600 } as const;
    const rule: FilterRule = { id: "bad", kind: "words", words: ["badword"], action: timeout };
    await owner.does({ kind: "set-filters", rules: [rule] });
    for (let i = 0; i < 15; i++) {
      const guest = await comeAsGuest(url, `guest ${i}`, undefined, {
        "x-forwarded-for": "203.0.113.7",
      });
      expect(codeOf(await guest.say("badword"))).toBe("filtered");
      // The first ten are timed out; whoever comes then is refused all the same.
      expect(codeOf(await guest.say("hello"))).toBe(i < 10 ? "timed-out" : undefined);
      guest.client.disconnect();
    }
  });
});
