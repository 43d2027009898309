import { describe, expect, it } from "vitest";
import { StoreError } from "../../../server/src/chat/ports/store-error.ts";
import { leaveRoom } from "../../../server/src/chat/rooms/leave-room.ts";
import { eventually } from "../../support/eventually.ts";
import { fillLog, memberOf, openChat } from "../../support/open-chat.ts";

/** A stream of which a newcomer is shown the end alone, and that nobody is in. */
async function openFullChat() {
  const opened = await openChat({ historyLimit: 3, recoveryEntries: 100 });
  return { ...opened, ids: await fillLog(opened.log.port, 120) };
}

/** What a join waits for, one after another. */
const AWAITED = [
  ["the end of the log", "log", "readTail"],
  ["the stream's policy", "moderation", "readPolicy"],
  ["what waits for staff", "moderation", "readNews"],
] as const;

describe("while a join is under way", () => {
  it.each(AWAITED)(
    "[JR6][PR1] a connection that closes while %s is read is in no room, and is not announced",
    async (_, port, method) => {
      const { chat, log, moderation, told, listening, connect } = await openFullChat();
      const held = (port === "log" ? log : moderation).hold(method as never);
      const mod = connect("mod", memberOf("mod", "moderator"));
      const joining = mod.join();
      const release = await held;
      mod.disconnect();
      release();
      expect(await joining).toMatchObject({ ok: false, error: { code: "not-joined" } });
      expect(mod.joined).toBeUndefined();
      expect([told, [...listening], [...mod.connection.rooms]]).toEqual([[], [], []]);
      expect(chat.presence.viewers("s1")).toBe(0);
    },
  );

  it.each(AWAITED)(
    "[JR4] a room that is dropped while %s is read is opened again, and the feed continues in that",
    async (_, port, method) => {
      const { chat, log, moderation, told, connect } = await openFullChat();
      const held = (port === "log" ? log : moderation).hold(method as never);
      const mod = connect("mod", memberOf("mod", "moderator"));
      const joining = mod.join();
      const release = await held;
      chat.rooms.forget("s1");
      release();
      expect((await joining).ok).toBe(true);
      expect(chat.rooms.get("s1")?.roster.size).toBe(1);
      expect(await mod.say("hello")).toBeUndefined();
      expect(told).toContain("s1 message 121");
    },
  );

  it("[LOG7] what the store does not give is left out: older messages, and the news of staff", async () => {
    const { log, moderation, connect } = await openFullChat();
    const writer = connect("writer");
    await writer.join();
    const { epoch } = writer.joined!.log.position;
    const fail = () => Promise.reject(new StoreError("store-unavailable"));
    Object.assign(log.port, { readEntries: fail, readMessages: fail });
    Object.assign(moderation.port, { readNews: fail });
    const mod = connect("mod", memberOf("mod", "moderator"));
    expect((await mod.join({ after: { epoch, seq: 30, id: "i30" } })).ok).toBe(true);
    expect(mod.joined?.log.position.seq).toBe(120);
  });

  it("[LOG7] after a join that failed by an error, the same connection joins", async () => {
    const { log, connect } = await openChat();
    const { readTail } = log.port;
    Object.assign(log.port, {
      readTail: () => Promise.reject(new StoreError("store-unavailable")),
    });
    const tom = connect("tom");
    await expect(tom.join()).rejects.toThrow("store-unavailable");
    Object.assign(log.port, { readTail });
    expect((await tom.join()).ok).toBe(true);
    expect(await tom.say("hello")).toBeUndefined();
  });

  it("[JR2][LOG4] a stock client, which knows no deltas, gets its history whatever it says it has", async () => {
    const { connect } = await openFullChat();
    const stock = connect("stock");
    await stock.join();
    const { position } = stock.joined!.log;
    expect((await stock.join({ after: position, wants: [] })).ok).toBe(true);
    expect(stock.joined?.log).toMatchObject({ recovered: false, messages: [{}, {}, {}] });
  });

  it("[MO4] a person who joins under a ban is told of it once", async () => {
    const { told, connect, operate } = await openFullChat();
    await operate({ kind: "ban", userId: "tom" });
    const tom = connect("tom", memberOf("tom"));
    await tom.join();
    expect(tom.joined?.me.reason).toBe("banned");
    await operate({ kind: "ban", userId: "somebody else" });
    expect(told.filter((each) => each.startsWith("tom may"))).toEqual([]);
  });

  it("[LR2][PR3] of two who leave one after the other, each has left in time", async () => {
    const { clock, told, connect } = await openFullChat();
    const people = ["a", "b"].map((id) => connect(id));
    for (const person of people) await person.join();
    for (const person of people) {
      person.disconnect();
      clock.pass(3_000);
    }
    clock.pass(2_500);
    expect(told.filter((each) => each.includes("left"))).toEqual(["a user-left", "b user-left"]);
  });

  it("[LR1] a person who leaves meanwhile has left when it is over", async () => {
    const { chat, log, listening, connect } = await openFullChat();
    const held = log.hold("readTail");
    const guest = connect("guest");
    const joining = guest.join();
    const release = await held;
    const leaving = leaveRoom(chat, guest.connection, "s1");
    release();
    await Promise.all([joining, leaving]);
    expect([[...guest.connection.rooms], [...listening]]).toEqual([[], []]);
    expect(await guest.say("hello")).toBe("not-joined");
  });

  it("[JR7] six joins at once lead into five rooms", async () => {
    const { connect } = await openChat();
    const guest = connect("guest");
    const joins = [1, 2, 3, 4, 5, 6].map((n) => guest.join({ streamId: `s${n}` }));
    const joined = await Promise.all(joins);
    expect(joined.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false]);
    expect(guest.connection.rooms.size).toBe(5);
    // It may join again where it is.
    expect((await guest.join({ streamId: "s3" })).ok).toBe(true);
  });

  it("[JR4] an entry committed while older messages are read is in the answer or follows it, once", async () => {
    const { log, told, listening, connect } = await openFullChat();
    const writer = connect("writer");
    await writer.join();
    const [entry] = await log.port.readEntries("s1", 29, 1);
    const epoch = writer.joined!.log.position.epoch;
    told.length = 0;
    const held = log.hold("readEntries");
    const reader = connect("reader");
    const joining = reader.join({ after: { epoch, seq: 30, id: entry!.id } });
    const release = await held;
    await writer.say("meanwhile");
    release();
    await joining;
    const { log: answer } = reader.joined!;
    expect(answer.recovered && answer.entries.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 91 }, (_, i) => 31 + i),
    );
    expect(listening.get("reader s1")).toBe(121);
  });

  it("[LOG5] a message that is removed while the end of the log is read is in no answer", async () => {
    const { log, ids, connect, chat } = await openFullChat();
    const held = log.hold("readTail");
    const guest = connect("guest");
    const joining = guest.join();
    const release = await held;
    await chat.commits.append({ kind: "removal", streamId: "s1", messageId: ids[119]! });
    release();
    await joining;
    expect(JSON.stringify(guest.joined)).not.toContain("m120.");
  });

  it("[MO4] a person who is banned while their join reads the policy learns of it", async () => {
    const { moderation, told, connect, operate } = await openFullChat();
    const held = moderation.hold("readPolicy");
    const tom = connect("tom", memberOf("tom"));
    const joining = tom.join();
    const release = await held;
    await operate({ kind: "ban", userId: "tom" });
    release();
    await joining;
    await eventually("tom knows", () => /banned/.test(tom.joined?.me.reason ?? told.at(-1) ?? ""));
    expect(await tom.say("spam")).toBe("banned");
  });

  it("[ID4] a person whose token expires while they wait may not write after joining", async () => {
    const { clock, log, connect } = await openFullChat();
    const held = log.hold("readTail");
    const tom = connect("tom", memberOf("tom", "member", clock.nowMs() + 1_000));
    const joining = tom.join();
    const release = await held;
    clock.pass(1_000);
    release();
    await joining;
    expect(tom.joined?.me).toMatchObject({ maySend: false, reason: "token-expired" });
  });
});
