import { describe, expect, it } from "vitest";
import type { FilterRule } from "#protocol";
import { expireNow } from "../../server/src/chat/moderation/notify-permission-changes.ts";
import { DomainEvents } from "../../server/src/chat/ports/domain-events.ts";
import { renewToken } from "../../server/src/chat/rooms/renew-token.ts";
import { LinkPermits } from "../../server/src/chat/moderation/filters/link-permits.ts";
import { NodeRegistry } from "../../server/src/chat/cluster/node-registry.ts";
import { fetchEntries } from "../../server/src/chat/messages/load-history.ts";
import { trimLog } from "../../server/src/chat/streams/retention.ts";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { wholeAudit } from "../../server/src/chat/moderation/staff-pages.ts";
import { watchTokenExpiry } from "../../server/src/chat/rooms/watch-token-expiry.ts";
import { fillLog, memberOf, openChat } from "../support/open-chat.ts";

/* Everything must work again after a renewal, a failure, a removal, an end. */

describe("a token", () => {
  it("[ID4] is watched again after it was renewed, and its expiry is sent", async () => {
    const { chat, clock, identities, told, connect } = await openChat();
    const until = (ms: number) => memberOf("tom", "member", clock.nowMs() + ms);
    const tom = connect("tom", until(10_000));
    await tom.join();
    const unwatch = watchTokenExpiry(chat, tom.connection);
    identities.set("t2", until(60_000));
    await renewToken(chat, tom.connection, "t2");
    told.length = 0;
    clock.pass(59_999);
    expect(told).toEqual([]);
    clock.pass(1);
    expect(told).toEqual(["tom may not write: token-expired"]);
    unwatch();
    expect(clock.waiting).toBe(0);
  });

  it("[ID4] has its expiry sent, also if the one before would have lived longer, or had expired", async () => {
    const { chat, clock, identities, told, connect } = await openChat();
    const until = (ms: number) => memberOf("tom", "member", clock.nowMs() + ms);
    const tom = connect("tom", until(3_600_000));
    await tom.join();
    const unwatch = watchTokenExpiry(chat, tom.connection);
    for (const lifeMs of [1_000, 60_000]) {
      identities.set(`of ${lifeMs}`, until(lifeMs));
      await renewToken(chat, tom.connection, `of ${lifeMs}`);
      told.length = 0;
      clock.pass(lifeMs);
      expect(told).toEqual(["tom may not write: token-expired"]);
    }
    unwatch();
    expect(clock.waiting).toBe(0);
  });

  it("[SI6] that was ended early is reported once, and may be renewed", async () => {
    const { chat, identities, told, connect } = await openChat();
    const tom = connect("tom", memberOf("tom"));
    await tom.join();
    told.length = 0;
    expireNow(chat, tom.connection);
    expireNow(chat, tom.connection);
    expect(told).toEqual(["tom may not write: token-expired"]);
    expect(await tom.say("?")).toBe("token-expired");
    identities.set("t2", memberOf("tom"));
    await renewToken(chat, tom.connection, "t2");
    expect(await tom.say("back")).toBeUndefined();
  });

  it("[JR6][LR2] of another name makes its person leave under that", async () => {
    const { chat, clock, identities, told, connect } = await openChat();
    const tom = connect("tom", memberOf("tom"));
    await tom.join();
    identities.set("t2", { ...memberOf("tom"), nickname: "Thomas" } as never);
    await renewToken(chat, tom.connection, "t2");
    tom.disconnect();
    clock.pass(10_000);
    expect(told.filter((each) => each.includes("user-"))).toEqual([
      ...["tom user-joined", "Thomas user-left"],
    ]);
  });
});

describe("a snapshot that was filled with older messages", () => {
  it("[LOG5] is filled again after one of them was removed", async () => {
    const { chat, log, connect, operate } = await openChat({
      historyLimit: 3,
      recoveryEntries: 100,
    });
    const ids = await fillLog(log.port, 20);
    const remove = (seq: number) =>
      chat.commits.append({ kind: "removal", streamId: "s1", messageId: ids[seq - 1]! });
    await connect("first").join();
    for (const seq of [20, 19, 18, 17, 16, 15]) await remove(seq);
    const second = connect("second");
    await second.join();
    expect(JSON.stringify(second.joined?.log)).toContain("m13.");
    await remove(13);
    const third = connect("third");
    await third.join();
    expect(JSON.stringify(third.joined?.log)).not.toContain("m13.");
    expect(JSON.stringify(third.joined?.log)).toContain("m11.");
    await operate({ kind: "clear" });
    const fourth = connect("fourth");
    await fourth.join();
    expect(fourth.joined?.log).toMatchObject({ messages: [], more: false });
  });

  it("[LOG8] contains nothing that retention has deleted since", async () => {
    const { chat, log, connect } = await openChat({ historyLimit: 10, recoveryEntries: 100 });
    const ids = await fillLog(log.port, 40);
    await connect("first").join();
    for (const id of ids.slice(25))
      await chat.commits.append({ kind: "removal", streamId: "s1", messageId: id });
    const second = connect("second");
    await second.join();
    expect(JSON.stringify(second.joined?.log)).toContain("m16.");
    chat.rooms.dropTrimmed(await log.port.trim({ maxEntries: 31 }, 1_000));
    const third = connect("third");
    await third.join();
    expect(JSON.stringify(third.joined?.log)).not.toContain("m24.");
    expect(third.joined?.log).toMatchObject({ messages: [{ message: "m25." }], more: false });
  });
});

describe("after a failure of the store", () => {
  it("[MO11] staff receive news in the round after one in which the store failed", async () => {
    const { chat, moderation, told, connect } = await openChat();
    await connect("mod", memberOf("mod", "moderator")).join();
    const { readNews } = moderation.port;
    Object.assign(moderation.port, {
      readNews: () => Promise.reject(new StoreError("store-busy")),
    });
    chat.staffNotifier.note("s1");
    await chat.staffNotifier.round(true);
    expect(told).toEqual(["mod user-joined"]);
    Object.assign(moderation.port, { readNews });
    await chat.staffNotifier.round(true);
    expect(told.at(-1)).toBe("mod staff-news 0");
    await chat.staffNotifier.round(true);
    expect(told).toHaveLength(2);
  });

  it("[MO11] staff of all streams receive news that one read brings", async () => {
    const { chat, moderation, told, connect } = await openChat();
    const streamIds = ["s1", "s2", "s3"];
    for (const streamId of streamIds)
      await connect(`mod-${streamId}`, memberOf(streamId, "moderator")).join({ streamId });
    const asked: (readonly string[])[] = [];
    const { readNews } = moderation.port;
    Object.assign(moderation.port, {
      readNews: (ids: readonly string[]) => {
        asked.push(ids);
        return readNews.call(moderation.port, ids);
      },
    });
    told.length = 0;
    await chat.staffNotifier.round(false);
    expect(told).toEqual(streamIds.map((id) => `mod-${id} staff-news 0`));
    expect(asked).toEqual([streamIds]);
    chat.staffNotifier.note("s2");
    await chat.staffNotifier.round(true);
    expect(asked.slice(1)).toEqual([["s2"]]);
  });

  it("[LOG7] a room that could not be opened is opened by the next who comes", async () => {
    const { chat, log, connect } = await openChat();
    const { readTail } = log.port;
    Object.assign(log.port, { readTail: () => Promise.reject(new StoreError("store-busy")) });
    await expect(connect("first").join()).rejects.toThrow();
    Object.assign(log.port, { readTail });
    const second = connect("second");
    expect((await second.join()).ok).toBe(true);
    expect(chat.presence.viewers("s1")).toBe(1);
    expect(await second.say("hello")).toBeUndefined();
  });

  it("[MO12] a policy that could not be read is read by the next who comes", async () => {
    const { moderation, connect } = await openChat();
    const { readPolicy } = moderation.port;
    Object.assign(moderation.port, {
      readPolicy: () => Promise.reject(new StoreError("store-busy")),
    });
    await expect(connect("first").join()).rejects.toThrow();
    Object.assign(moderation.port, { readPolicy });
    expect((await connect("second").join()).ok).toBe(true);
  });
});

describe("periods that end", () => {
  it("[FI14] a permit ends after 10 minutes, and may be given again", () => {
    let nowMs = 0;
    const permits = new LinkPermits({ nowMs: () => nowMs }, new DomainEvents());
    const isPermitted = (streamId: string, userId: string, atMs: number): boolean => {
      nowMs = atMs;
      const permit = permits.claim({ streamId, userId, text: "https://shop.example" });
      permit?.giveBack();
      return permit !== undefined;
    };
    permits.grant("s1", "tom");
    expect(isPermitted("s1", "tom", 599_999)).toBe(true);
    expect(isPermitted("s1", "tom", 600_000)).toBe(false);
    nowMs = 700_000;
    permits.grant("s1", "tom");
    expect(isPermitted("s1", "tom", 1_299_999)).toBe(true);
    // What is given back does not take the place of one that was given meanwhile.
    nowMs = 1_200_000;
    const claimed = permits.claim({ streamId: "s1", userId: "tom", text: "https://shop.example" });
    permits.grant("s1", "tom");
    claimed?.giveBack();
    expect(isPermitted("s1", "tom", 1_799_999)).toBe(true);
    expect(isPermitted("s2", "tom", 700_000)).toBe(false);
    expect(isPermitted("s1", "anna", 700_000)).toBe(false);
  });

  it("[PR1] a whole heartbeat replaces everything known of a node", () => {
    const peers = new NodeRegistry();
    const pulse = (beat: number, whole: boolean, ...rooms: [string, number, string, number][]) =>
      peers.record("a", { kind: "pulse", beat, whole, rooms }, 0);
    pulse(1, true, ["s1", 3, "e", 1], ["s2", 2, "e", 1]);
    pulse(2, false, ["s1", 4, "e", 1]);
    expect([peers.viewersOf("s1"), peers.viewersOf("s2")]).toEqual([4, 2]);
    pulse(4, true, ["s1", 4, "e", 1]);
    expect([peers.viewersOf("s1"), peers.viewersOf("s2")]).toEqual([4, 0]);
    pulse(3, true, ["s2", 9, "e", 1]);
    expect(peers.viewersOf("s2")).toBe(0);
  });

  it("[LOG8] trimming pauses after each step, and ends on the signal", async () => {
    const { clock, log } = await openChat();
    await fillLog(log.port, 1_300);
    const stop = new AbortController();
    let pauses = 0;
    const remove = async () => undefined;
    const tools = { log: log.port, remove, clock, signal: stop.signal };
    const pause = async () => {
      pauses += 1;
      if (pauses === 2) stop.abort();
    };
    const trimmed: number[] = [];
    await trimLog({ ...tools, pause }, { maxPerStream: 10 }, ([stream]) =>
      trimmed.push(stream!.firstSeq),
    );
    expect([pauses, trimmed]).toEqual([2, [501, 1_001]]);
  });
});

describe("a page of entries", () => {
  it("[EN5] has at most the requested number, from memory and from the store", async () => {
    const { chat, log, connect } = await openChat({ historyLimit: 3, recoveryEntries: 100 });
    await fillLog(log.port, 120);
    const tom = connect("tom");
    await tom.join();
    for (const after of [10, 116]) {
      const request = { streamId: "s1", after, limit: 2 };
      const page = await fetchEntries(chat, tom.connection, request);
      expect(page.ok && page.value.entries.map(({ seq }) => seq)).toEqual([after + 1, after + 2]);
      expect(page.ok && page.value.head).toBe(120);
    }
  });
});

describe("the whole audit log", () => {
  it("[AD5] has every line once, newest first, however many pages that is", async () => {
    const { chat, operate } = await openChat();
    for (let i = 0; i < 205; i++) await operate({ kind: "note", userId: "tom", text: `${i}` });
    const lines: unknown[] = [];
    const asker = {
      caller: { userId: "operator", role: "owner", streamId: "s1" },
      isGone: () => false,
    } as const;
    for await (const page of wholeAudit(chat, asker, { streamId: "s1" }))
      if (page.ok) lines.push(...page.value.map(({ detail }) => detail?.["text"]));
    expect(lines).toEqual(Array.from({ length: 205 }, (_, i) => `${204 - i}`));
  });
});

describe("the shield", () => {
  it("[MO7] refuses guests, links, repeats and fast writers until it is switched off", async () => {
    const { clock, operate, connect } = await openChat();
    const [tom, anna, guest] = [
      ...[connect("tom", memberOf("tom")), connect("anna", memberOf("anna")), connect("guest")],
    ];
    for (const each of [tom!, anna!, guest!]) await each.join();
    await operate({ kind: "shield", on: true });
    expect(await guest!.say("let me")).toBe("members-only");
    expect(await tom!.say("see https://a.example")).toBe("no-links");
    expect(await tom!.say("hello all")).toBeUndefined();
    expect(await tom!.say("hello again")).toBe("slow-mode");
    expect(await anna!.say("hello all")).toBe("repeated-message");
    clock.pass(30_000);
    expect(await tom!.say("hello again")).toBeUndefined();
    await operate({ kind: "shield", on: false });
    expect(await guest!.say("see https://a.example")).toBeUndefined();
    expect(await guest!.say("see https://a.example")).toBeUndefined();
  });
});

describe("filters that changed", () => {
  it("[FI12] apply in their newest version only", async () => {
    const { operate, connect } = await openChat();
    const words = (...list: string[]): FilterRule => ({
      ...{ id: "w", kind: "words", words: list },
      action: { kind: "refuse" },
    });
    const tom = connect("tom", memberOf("tom"));
    await tom.join();
    await operate({ kind: "set-filters", rules: [words("apple")] });
    expect(await tom.say("an apple")).toBe("filtered");
    await operate({ kind: "set-filters", rules: [words("pear")] });
    expect(await tom.say("an apple")).toBeUndefined();
    expect(await tom.say("a pear")).toBe("filtered");
    await operate({ kind: "set-filters", rules: [] });
    expect(await tom.say("a pear")).toBeUndefined();
  });
});
