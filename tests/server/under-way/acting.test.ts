import { describe, expect, it } from "vitest";
import type { Identity } from "../../../server/src/chat/ports/identity.ts";
import { endSession } from "../../../server/src/chat/rooms/end-session.ts";
import { renewToken } from "../../../server/src/chat/rooms/renew-token.ts";
import { moderate } from "../../../server/src/chat/moderation/moderate.ts";
import { fetchEntries, loadHistory } from "../../../server/src/chat/messages/load-history.ts";
import { leaveRoom } from "../../../server/src/chat/rooms/leave-room.ts";
import { removeMessage } from "../../../server/src/chat/messages/remove-message.ts";
import { settle } from "../../widget/support/fake-clock.ts";
import { holdCalls } from "../../support/hold-calls.ts";
import { fillLog, memberOf, openChat } from "../../support/open-chat.ts";

describe("while a commit is under way", () => {
  it("[SM4] a message is committed and shown though its author disconnects", async () => {
    const { log, told, connect } = await openChat();
    const tom = connect("tom");
    await tom.join();
    const held = log.hold("append");
    const saying = tom.say("goodbye");
    const release = await held;
    tom.disconnect();
    release();
    expect(await saying).toBeUndefined();
    expect(told).toContain("s1 message 1");
  });

  it("[RM1] a removal is committed and shown though its author disconnects", async () => {
    const { chat, log, told, connect } = await openChat();
    const [id = ""] = await fillLog(log.port, 1);
    const author = connect("author");
    await author.join();
    const held = log.hold("append");
    const removing = removeMessage(chat, author.connection, { streamId: "s1", id });
    const release = await held;
    author.disconnect();
    release();
    expect((await removing).ok).toBe(true);
    expect(told).toContain("s1 removal 2");
  });

  it("[MO4][MO12] the banned person gets no message in after it", async () => {
    const { log, connect, operate } = await openChat();
    const tom = connect("tom", memberOf("tom"));
    await tom.join();
    const held = log.hold("append");
    const banning = operate({ kind: "ban", userId: "tom" });
    const release = await held;
    const saying = tom.say("spam");
    release();
    await banning;
    expect(await saying).toBe("banned");
  });

  it("[MO3][MO12] a person whom it makes a member does nothing as staff after it", async () => {
    const { chat, log, connect, operate } = await openChat();
    await operate({ kind: "appoint", userId: "mod", role: "moderator" });
    const mod = connect("mod", memberOf("mod"));
    await mod.join();
    const held = log.hold("append");
    const demoting = operate({ kind: "appoint", userId: "mod", role: "member" });
    const release = await held;
    const action = { kind: "ban", userId: "tom" } as const;
    const acting = moderate(chat, mod.connection, { streamId: "s1", action });
    release();
    await demoting;
    expect(await acting).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const tom = connect("tom", memberOf("tom"));
    await tom.join();
    expect(tom.joined?.me.maySend).toBe(true);
  });

  it("[LOG3] the same message over another connection is the same message", async () => {
    const { log, told, connect } = await openChat();
    const [one, two] = ["one", "two"].map((id) => connect(id, memberOf("tom")));
    await Promise.all([one!.join(), two!.join()]);
    const held = log.hold("append");
    const first = one!.say("once", { clientId: "c1" });
    const release = await held;
    const second = two!.say("once", { clientId: "c1" });
    release();
    expect([await first, await second]).toEqual([undefined, undefined]);
    expect(told.filter((each) => each.includes("message"))).toEqual(["s1 message 1"]);
  });
});

describe("while older entries are read", () => {
  /** A room of which little is kept in memory, with somebody in it who reads back. */
  async function openReadingChat() {
    const opened = await openChat({ historyLimit: 3, recoveryEntries: 100 });
    const ids = await fillLog(opened.log.port, 120);
    const reader = opened.connect("reader");
    await reader.join();
    const removal = (seq: number) =>
      opened.chat.commits.append({ kind: "removal", streamId: "s1", messageId: ids[seq - 1]! });
    const history = () =>
      loadHistory(opened.chat, reader.connection, { streamId: "s1", before: 50, limit: 5 });
    const entries = () =>
      fetchEntries(opened.chat, reader.connection, { streamId: "s1", after: 44, limit: 5 });
    return { ...opened, reader, removal, history, entries };
  }

  it("[LOG5][HI1] a message that is removed meanwhile is not in the page", async () => {
    const { log, removal, history } = await openReadingChat();
    const held = log.hold("readMessages");
    const reading = history();
    const release = await held;
    await removal(47);
    release();
    const page = JSON.stringify(await reading);
    expect(page).toContain("m46.");
    expect(page).not.toContain("m47.");
  });

  it("[LOG5][EN5] a message that is removed meanwhile is a tombstone among the entries", async () => {
    const { log, removal, entries } = await openReadingChat();
    const held = log.hold("readEntries");
    const reading = entries();
    const release = await held;
    await removal(47);
    release();
    const answer = await reading;
    expect(answer.ok && answer.value.entries.map(({ kind }) => kind)).toEqual([
      ...["message", "message", "tombstone", "message", "message"],
    ]);
  });

  it("[EN9][HI1] a message that is restored meanwhile is in the page", async () => {
    const { log, operate, history } = await openReadingChat();
    const clearing = await operate({ kind: "purge", userId: "guest:author" });
    const held = log.hold("readMessages");
    const reading = history();
    const release = await held;
    await operate({
      ...{ kind: "undo", actionId: clearing.outcome === "done" ? clearing.record.id : "" },
    });
    release();
    expect(JSON.stringify(await reading)).toContain("m47.");
  });

  it("[HI2] a person who leaves meanwhile may get this answer, and not the next", async () => {
    const { chat, log, reader, history } = await openReadingChat();
    const held = log.hold("readMessages");
    const reading = history();
    const release = await held;
    await leaveRoom(chat, reader.connection, "s1");
    release();
    expect((await reading).ok).toBe(true);
    expect(await history()).toMatchObject({ error: { code: "not-joined" } });
  });
});

describe("while a token is verified", () => {
  async function openSignedInChat() {
    const opened = await openChat();
    const tom = opened.connect("tom", memberOf("tom", "member", opened.clock.nowMs() + 60_000));
    await tom.join();
    opened.identities.set("fresh", memberOf("tom"));
    const renew = () => renewToken(opened.chat, tom.connection, "fresh");
    return { ...opened, tom, renew };
  }

  it("[ID5][LR1] a person who leaves a room does not come back into it", async () => {
    const { chat, authenticator, told, tom, renew } = await openSignedInChat();
    const held = authenticator.hold("authenticate");
    const renewing = renew();
    const release = await held;
    await leaveRoom(chat, tom.connection, "s1");
    told.length = 0;
    release();
    expect((await renewing).ok).toBe(true);
    expect([told, [...tom.connection.rooms]]).toEqual([[], []]);
    expect(chat.rooms.get("s1")?.roster.hasLeaving).toBe(true);
  });

  it("[ID5][PR1] a connection that closes is in no room", async () => {
    const { chat, clock, authenticator, told, tom, renew } = await openSignedInChat();
    const held = authenticator.hold("authenticate");
    const renewing = renew();
    const release = await held;
    tom.disconnect();
    release();
    await renewing;
    clock.pass(10_000);
    expect(told.at(-1)).toBe("tom user-left");
    expect(chat.presence.viewers("s1")).toBe(0);
  });

  it("[ID5][PR1] a connection that closes while the store is asked is in no room, and none counts it", async () => {
    const { chat, clock, identities, told, tom, renew } = await openSignedInChat();
    const now = memberOf("tom");
    identities.set("fresh", { ...now, nickname: "Mina" } as Identity);
    // Of a moderator who is none any more: the name is free once the store knows it.
    await chat.reservedNames.reserve("s1", "mina", "Mina", true);
    const store = holdCalls(chat.reservedNames);
    const held = store.hold("release");
    Object.assign(chat, { reservedNames: store.port });
    const renewing = renew();
    const release = await held;
    tom.disconnect();
    release();
    expect(await renewing).toMatchObject({ ok: false });
    clock.pass(10_000);
    expect([chat.presence.viewers("s1"), told.at(-1)]).toEqual([0, "tom user-left"]);
  });

  it("[SI6] a session that ends has ended, whatever the fresh token says", async () => {
    const { chat, authenticator, identities, tom, renew } = await openSignedInChat();
    identities.set("fresh", { ...memberOf("tom"), sessionId: "session" } as Identity);
    expect((await renew()).ok).toBe(true);
    const held = authenticator.hold("authenticate");
    const renewing = renew();
    const release = await held;
    endSession(chat, "session");
    release();
    expect(await renewing).toMatchObject({ error: { code: "token-expired" } });
    expect(await tom.say("hello")).toBe("token-expired");
  });

  it("[ID5] a room whose join began before knows of it, too", async () => {
    const { log, identities, tom, renew } = await openSignedInChat();
    identities.set("fresh", memberOf("tom", "moderator"));
    const held = log.hold("readTail");
    const joining = tom.join({ streamId: "s2" });
    const release = await held;
    const renewing = renew();
    await settle();
    release();
    await Promise.all([joining, renewing]);
    expect([...tom.connection.rooms.values()].map(({ role }) => role)).toEqual([
      ...["moderator", "moderator"],
    ]);
  });

  it("[ID5] a room that is joined meanwhile knows of it", async () => {
    const { authenticator, identities, tom, renew } = await openSignedInChat();
    identities.set("fresh", memberOf("tom", "moderator"));
    const held = authenticator.hold("authenticate");
    const renewing = renew();
    const release = await held;
    await tom.join({ streamId: "s2" });
    release();
    await renewing;
    await settle();
    expect([...tom.connection.rooms.values()].map(({ role }) => role)).toEqual([
      ...["moderator", "moderator"],
    ]);
  });
});
