import { describe, expect, it, vi } from "vitest";
import type { ModerationAction } from "#protocol";
import { renewToken } from "../../server/src/chat/rooms/renew-token.ts";
import { nameSkeleton } from "../../server/src/chat/text/name-skeleton.ts";
import { eventually } from "../support/eventually.ts";
import { memberOf, openChat } from "../support/open-chat.ts";
import { joinAs, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";

const ADMIN_TOKEN = "an-admin-token-of-32-characters!";
const DAY_MS = 24 * 60 * 60_000;
const APPOINT = { kind: "appoint", userId: "mina", role: "moderator" } as const;
const SCOPES = [undefined, "channel"] as const;

/** A chat in which owners of another node act: this one only hears of it. */
async function setUp() {
  const opened = await openChat();
  const { chat, connect } = opened;
  const act = async (action: ModerationAction, scope?: "channel") => {
    const append = { kind: "action", streamId: "s1", actor: null, action } as const;
    const done = await chat.commits.append({ ...append, ...(scope && { scope }) });
    if (done.outcome !== "done") throw new Error(done.outcome);
    if (chat.policies.get("s1"))
      await chat.policies.refresh("s1", done.policyVersion, done.channelVersion);
    return done.record;
  };
  let connections = 0;
  const mina = (nickname = "Mina", streamId = "s1") => {
    const person = connect(`mina ${++connections}`, { ...memberOf("mina"), nickname });
    return { person, join: () => person.join({ streamId }) };
  };
  const ownerOf = (name: string, streamId = "s1") =>
    chat.reservedNames.ownerOf(streamId, name, "somebody")?.userId;
  return { ...opened, act, mina, ownerOf };
}

describe("[ID7] the name of an appointed person", () => {
  it.each(SCOPES)("is reserved when they join, known or not before (%s)", async (scope) => {
    const { act, mina, ownerOf } = await setUp();
    await act(APPOINT, scope);
    expect(ownerOf("Mina")).toBeUndefined();
    expect((await mina().join()).ok).toBe(true);
    expect(["s1", "s2"].map((streamId) => ownerOf("M1na", streamId))).toEqual([
      "mina",
      scope && "mina",
    ]);
    expect((await mina("Kim").join()).ok).toBe(true);
    expect([ownerOf("Mina"), ownerOf("Kim")]).toEqual([undefined, "mina"]);
  });

  it.each(SCOPES)("is reserved when they are there, on another node or not (%s)", async (scope) => {
    const { act, mina, ownerOf } = await setUp();
    await mina().join();
    expect(ownerOf("Mina")).toBeUndefined();
    await act(APPOINT, scope);
    await eventually("the name", () => ownerOf("M1na") === "mina");
  });

  it("is reserved again when their dismissal is undone while they are there", async () => {
    const { chat, act, mina, ownerOf } = await setUp();
    await act(APPOINT);
    await mina().join();
    const { id: actionId } = await act({ ...APPOINT, role: "member" });
    await chat.reservedNames.release("s1", "mina");
    await act({ kind: "undo", actionId });
    expect(ownerOf("Mina")).toBe("mina");
  });

  it("is the one of their fresh token", async () => {
    const { chat, identities, act, mina, ownerOf } = await setUp();
    await act(APPOINT);
    const { person, join } = mina();
    await join();
    identities.set("fresh", { ...memberOf("mina"), nickname: "Kim" });
    expect((await renewToken(chat, person.connection, "fresh")).ok).toBe(true);
    expect([ownerOf("Mina"), ownerOf("Kim")]).toEqual([undefined, "mina"]);
  });

  it.each(SCOPES)("stays reserved for as long as they come (%s)", async (scope) => {
    const { chat, clock, nameStore, act, mina, ownerOf } = await setUp();
    await act(APPOINT, scope);
    for (let days = 0; days < 60; days += 20) {
      await mina().join();
      clock.pass(20 * DAY_MS);
      await chat.reservedNames.sweep(clock.nowMs());
      expect(ownerOf("Mina")).toBe("mina");
    }
    expect(await nameStore.port.all(clock.nowMs() - 30 * DAY_MS)).toMatchObject([
      { userId: "mina", isAppointed: true },
    ]);
    clock.pass(11 * DAY_MS);
    await chat.reservedNames.sweep(clock.nowMs());
    expect(ownerOf("Mina")).toBeUndefined();
  });

  it("is written once a day, however often they join", async () => {
    const { clock, nameStore, act, mina } = await setUp();
    const writes = vi.spyOn(nameStore.port, "reserve");
    await act(APPOINT);
    await act(APPOINT, "channel");
    for (let i = 0; i < 5; i++) await mina().join();
    expect(writes).toHaveBeenCalledTimes(2);
    clock.pass(DAY_MS);
    for (let i = 0; i < 5; i++) await mina().join();
    expect(writes).toHaveBeenCalledTimes(4);
  });

  it("neither delays nor fails their join when it cannot be stored", async () => {
    const { nameStore, act, mina } = await setUp();
    await act(APPOINT);
    const held = nameStore.hold("reserve");
    expect((await mina().join()).ok).toBe(true);
    (await held)();
    vi.spyOn(nameStore.port, "reserve").mockRejectedValue(new Error("no database"));
    expect((await mina("Kim").join()).ok).toBe(true);
  });

  it("is nobody's by the join of a person whom nobody appointed", async () => {
    const { nameStore, act, mina } = await setUp();
    const writes = vi.spyOn(nameStore.port, "reserve");
    await act(APPOINT);
    await act({ ...APPOINT, role: "member" });
    await mina().join();
    expect(writes).not.toHaveBeenCalled();
  });
});

describe("[ID7] a node that has the name of an appointed person, and has not heard of the appointment", () => {
  /** Another node appoints Mina and reserves her name; this one has heard of the name alone. */
  async function setUpBehind(scope?: "channel") {
    const opened = await setUp();
    const { chat, log, nameStore, connect } = opened;
    const early = connect("Mina");
    await early.join();
    expect(await early.say("before")).toBeUndefined();
    const append = { kind: "action", streamId: "s1", actor: null } as const;
    const act = (action: ModerationAction) =>
      log.port.append([{ ...append, action, ...(scope && { scope }) }]);
    await act(APPOINT);
    const owner = { userId: "mina", isAppointed: true, seenAtMs: chat.storeClock.nowMs() };
    const name = { scope: scope ? "~:*" : "s1", skeleton: nameSkeleton("Mina"), ...owner };
    await nameStore.port.reserve(name);
    chat.reservedNames.applyChange({ freed: false, name });
    return { ...opened, early, act };
  }

  it.each(SCOPES)("keeps it reserved (%s)", async (scope) => {
    const { nameStore, early, ownerOf } = await setUpBehind(scope);
    expect(await early.say("it is me")).toBe("name-taken");
    expect(ownerOf("Mina")).toBe("mina");
    expect(await nameStore.port.all(0)).toMatchObject([{ userId: "mina" }]);
  });

  it("keeps it reserved in another stream of the channel, and keeps nothing of that stream", async () => {
    const { chat, connect, ownerOf } = await setUpBehind("channel");
    const late = connect("guest", { kind: "guest", userId: "guest:late" });
    const joined = await late.join({ streamId: "s2", user: { nickname: "Mina" } });
    expect(joined).toMatchObject({ error: { code: "name-taken" } });
    expect([ownerOf("Mina", "s2"), chat.policies.get("s2")]).toEqual(["mina", undefined]);
  });

  it("frees it if the appointment was revoked", async () => {
    const { nameStore, early, act, ownerOf } = await setUpBehind();
    await act({ ...APPOINT, role: "member" });
    expect(await early.say("it is me")).toBeUndefined();
    expect([ownerOf("Mina"), await nameStore.port.all(0)]).toEqual([undefined, []]);
  });
});

it.each(["streams/s1", "channels/~"])(
  "[ID7][AD5] an appointment over HTTP reserves the name of a person who wrote and left (%s)",
  async (path) => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const mina = await joinAs(url, "mina", "member", { claims: { name: "Mina" } });
    await mina.say("hello");
    mina.client.disconnect();
    const answer = await fetch(`${url}/api/v1/${path}/actions`, {
      method: "POST",
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(APPOINT),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
    const claims = { name: "M1na" };
    const { joined } = await joinAs(url, "tom", "member", { claims });
    expect(joined.me.reason).toBe("name-taken");
  },
);
