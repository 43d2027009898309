import { describe, expect, it } from "vitest";
import type { FilterRule } from "#protocol";
import { StoreError } from "../../../server/src/chat/ports/store-error.ts";
import { memberOf, openChat } from "../../support/open-chat.ts";

const LINKS: FilterRule = {
  ...{ id: "links", kind: "links", allow: [] },
  action: { kind: "refuse" },
};
const REPEATS: FilterRule = {
  ...{ id: "repeats", kind: "repeats", byOne: 2, byMany: 3, withinSeconds: 60 },
  action: { kind: "refuse" },
};

async function openFiltered(rule: FilterRule) {
  const opened = await openChat();
  await opened.operate({ kind: "set-filters", rules: [rule] });
  const [tom, anna, lee] = ["tom", "anna", "lee"].map((id) => opened.connect(id, memberOf(id)));
  for (const each of [tom!, anna!, lee!]) await each.join();
  return { ...opened, tom: tom!, anna: anna!, lee: lee! };
}

describe("messages that are sent before the first of them is committed", () => {
  it("[FI8] are repeats of each other, by one person", async () => {
    const { tom } = await openFiltered(REPEATS);
    const sends = Array.from({ length: 5 }, () => tom.say("buy my things"));
    expect(await Promise.all(sends)).toEqual([
      ...[undefined, undefined, "filtered", "filtered", "filtered"],
    ]);
  });

  it("[FI8] are repeats of each other, by many", async () => {
    const { tom, anna, lee } = await openFiltered(REPEATS);
    const sends = [tom, anna, lee, tom].map((each) => each.say("buy my things"));
    expect(await Promise.all(sends)).toEqual([undefined, undefined, undefined, "filtered"]);
  });

  it("[FI8][MO12] are no repeats of themselves, when they are judged by a newer policy", async () => {
    const { log, tom, operate } = await openFiltered({ ...REPEATS, byOne: 1 } as FilterRule);
    const held = log.hold("append");
    const changing = operate({ kind: "ban", userId: "somebody else" });
    const release = await held;
    const saying = tom.say("buy my things");
    release();
    await changing;
    expect(await saying).toBeUndefined();
    expect(await tom.say("buy my things")).toBe("filtered");
  });

  it("[FI8] are no repeats of what was refused", async () => {
    const { operate, tom } = await openFiltered(REPEATS);
    await operate({ kind: "set-mode", mode: { slowSeconds: 60 } });
    expect(await tom.say("buy my things")).toBeUndefined();
    for (let i = 0; i < 3; i++) expect(await tom.say("buy my things")).toBe("slow-mode");
  });

  it("[SM8][FI10] count each against the limit of sends when they are refused, under one id, too", async () => {
    const { connect, operate } = await openChat({ rateLimit: "3/600s" });
    await operate({ kind: "set-filters", rules: [LINKS] });
    const tom = connect("tom", memberOf("tom"));
    await tom.join();
    const codes = [];
    for (let i = 0; i < 4; i++) codes.push(await tom.say("https://a.example", { clientId: "c1" }));
    expect(codes).toEqual(["filtered", "filtered", "filtered", "rate-limited"]);
  });

  it("[FI14] have one permit between them", async () => {
    const { operate, tom } = await openFiltered(LINKS);
    await operate({ kind: "permit-link", userId: "tom" });
    const sends = ["https://a.example", "hello", "https://b.example"].map((text) => tom.say(text));
    expect(await Promise.all(sends)).toEqual([undefined, undefined, "filtered"]);
  });

  it("[FI14] leave the permit to the next where one is refused, or the store fails", async () => {
    const { log, operate, tom } = await openFiltered(LINKS);
    await operate({ kind: "permit-link", userId: "tom" });
    const { append } = log.port;
    Object.assign(log.port, { append: () => Promise.reject(new StoreError("store-unavailable")) });
    await expect(tom.say("https://a.example")).rejects.toThrow();
    Object.assign(log.port, { append });
    await operate({ kind: "set-mode", mode: { frozen: true } });
    expect(await tom.say("https://a.example")).toBe("frozen");
    await operate({ kind: "set-mode", mode: { frozen: null } });
    expect(await tom.say("https://a.example")).toBeUndefined();
    expect(await tom.say("https://a.example")).toBe("filtered");
  });
});

describe("a permit to post a link", () => {
  const HOLDS: FilterRule = {
    ...{ id: "coins", kind: "words", words: ["coins"] },
    action: { kind: "hold" },
  };

  it("[FI14][HE1] is used up by a message that another filter holds, which is in the queue", async () => {
    const { chat, operate, tom } = await openFiltered(LINKS);
    await operate({ kind: "set-filters", rules: [HOLDS, LINKS] });
    await operate({ kind: "permit-link", userId: "tom" });
    expect(await tom.say("coins at https://a.example")).toBeUndefined();
    expect(await tom.say("https://b.example")).toBe("filtered");
    const { held } = await chat.moderation.readReviewQueue("s1");
    expect(held.map(({ message }) => message)).toEqual(["coins at https://a.example"]);
  });

  it("[FI14][LOG3] is not used up by the repeat of a message that used the one before", async () => {
    const { operate, tom } = await openFiltered(LINKS);
    const first = { clientId: "c1" };
    for (let times = 0; times < 2; times++) {
      await operate({ kind: "permit-link", userId: "tom" });
      expect(await tom.say("https://a.example", first)).toBeUndefined();
    }
    expect(await tom.say("https://b.example")).toBeUndefined();
    expect(await tom.say("https://c.example")).toBe("filtered");
  });

  it("[FI14] is of one stream", async () => {
    const { chat, tom } = await openFiltered(LINKS);
    chat.linkPermits.grant("s2", "tom");
    expect(await tom.say("https://a.example")).toBe("filtered");
  });
});
