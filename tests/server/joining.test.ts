import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { Entry } from "#protocol";
import { SkippingClock } from "../support/skipping-clock.ts";
import { collectEntries } from "../support/entry-packets.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, collect, join, next, send } from "../support/stock-client.ts";

const ENTRIES = { wants: ["entries"] };

function seqs(entries: { seq: number }[]): number[] {
  return entries.map(({ seq }) => seq);
}

describe("joining", () => {
  it("[JR4] answers with who one is, the room, and the log up to a position", async () => {
    const { url } = await startServer();
    const client = connect(url);
    const joined = await join(client, "s1", "민지", ENTRIES);
    expect(joined).toMatchObject({
      me: { nickname: "민지", role: "guest", maySend: true },
      room: { viewers: 1 },
      position: { epoch: "", seq: 0, id: "" },
      recovered: false,
      messages: [],
      more: false,
    });
  });

  it("[JR3] serves a claim without a nickname: with a token like any, a guest as a reader", async () => {
    const jwtSecret = "a secret that is long enough to sign with";
    const { url } = await startServer({ jwtSecret, guests: true });
    const token = await new SignJWT({ name: "미나" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject("u-1")
      .setExpirationTime("10m")
      .sign(new TextEncoder().encode(jwtSecret));
    for (const user of [{}, { nickname: null }, { avatarUrl: "https://a.example/x" }, undefined]) {
      const member = connect(url, { auth: { token } });
      expect(await ask(member, "join-room", { streamId: "s1", user })).toMatchObject({
        me: { userId: "u-1", nickname: "미나", maySend: true },
      });
      const guest = connect(url);
      expect(await ask(guest, "join-room", { streamId: "s1", user })).toMatchObject({
        me: { role: "guest", maySend: false, reason: "nickname-required" },
      });
      for (const client of [member, guest]) client.disconnect();
    }
    const bad = connect(url);
    expect(await ask(bad, "join-room", { streamId: "s1", user: { nickname: " " } })).toMatchObject({
      error: { code: "invalid-nickname" },
    });
  });

  it("[JR4] leaves no hole and no double between the answer and the live feed", async () => {
    const { url } = await startServer();
    const writer = connect(url);
    await join(writer, "s1", "writer");
    const sending = Promise.all(Array.from({ length: 300 }, (_, i) => send(writer, "s1", `m${i}`)));
    const readers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const reader = connect(url, { transports: ["websocket"] });
        const live = collectEntries(reader);
        const joined = await join(reader, "s1", undefined, ENTRIES);
        return { joined, live };
      }),
    );
    const last = (await sending).at(-1)!;
    await Promise.all(
      readers.map(async ({ live, joined }) => {
        const from = joined.position.seq;
        await expect.poll(() => from + live.length).toBe(last.seq);
        expect(seqs(live)).toEqual(Array.from({ length: last.seq - from }, (_, i) => from + i + 1));
      }),
    );
  });

  it("[JR5] a second join takes the new name, and is announced to nobody", async () => {
    const { url } = await startServer();
    const other = connect(url);
    await join(other, "s1", "other");
    const arrivals = collect(other, "user-joined");
    const client = connect(url);
    expect((await join(client, "s1")).me).toMatchObject({
      maySend: false,
      reason: "nickname-required",
    });
    await join(client, "s1", "first");
    await join(client, "s1", "second");
    expect(await send(client, "s1", "hi")).toMatchObject({ nickname: "second" });
    expect(arrivals.map(({ nickname }) => nickname)).toEqual(["first"]);
  });

  it("[LR2] a person with a name leaves under that name, also after joining again without one", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer({}, { clock });
    const other = connect(url);
    await join(other, "s1", "other");
    const client = connect(url);
    await join(client, "s1", "민지");
    await join(client, "s1");
    const left = next(other, "user-left");
    await ask(client, "leave-room", "s1");
    clock.skip(5_000);
    expect(await left).toMatchObject({ nickname: "민지" });
  });

  it("[JR7] lets a connection into 5 rooms", async () => {
    const { url } = await startServer();
    const client = connect(url);
    for (const n of [1, 2, 3, 4, 5]) await join(client, `s${n}`);
    expect(await ask(client, "join-room", { streamId: "s6" })).toMatchObject({
      ok: false,
      error: { code: "too-many-rooms" },
    });
    await join(client, "s5");
    await ask(client, "leave-room", "s1");
    await join(client, "s6");
  });
});

describe("coming back", () => {
  it("[LOG4] brings exactly the missed entries", async () => {
    const { url } = await startServer();
    const writer = connect(url);
    const reader = connect(url);
    await join(writer, "s1", "writer");
    await send(writer, "s1", "m1");
    const { position } = await join(reader, "s1", undefined, ENTRIES);
    reader.disconnect();
    for (const text of ["m2", "m3"]) await send(writer, "s1", text);
    const again = connect(url);
    const joined = await join(again, "s1", undefined, { ...ENTRIES, after: position });
    expect(joined.recovered && seqs(joined.entries)).toEqual([2, 3]);
    expect(joined.position.seq).toBe(3);
  });

  it("[LOG4] brings the first entries to a client that was there before them, and lets it in while there are none", async () => {
    const { url } = await startServer();
    const reader = connect(url);
    const { position } = await join(reader, "s1", undefined, ENTRIES);
    const still = await join(reader, "s1", undefined, { ...ENTRIES, after: position });
    expect(still).toMatchObject({ ok: true, position });
    const writer = connect(url);
    await join(writer, "s1", "writer");
    for (const text of ["m1", "m2"]) await send(writer, "s1", text);
    const joined = await join(reader, "s1", undefined, { ...ENTRIES, after: position });
    expect(joined.position.seq).toBe(2);
  });

  it("[LOG4] brings nothing to a client that missed nothing", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지", ENTRIES);
    await send(client, "s1", "m1");
    const { position } = await join(client, "s1", "민지", ENTRIES);
    expect(await join(client, "s1", "민지", { ...ENTRIES, after: position })).toMatchObject({
      recovered: true,
      entries: [],
    });
  });

  it.each([
    ["another log", { epoch: "other" }],
    ["a place beyond the head", { seq: 99 }],
    ["a place where another entry stands", { id: "other" }],
  ])("[LOG4] from %s brings a snapshot", async (_what, changed) => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지", ENTRIES);
    for (const text of ["m1", "m2"]) await send(client, "s1", text);
    const { position } = await join(client, "s1", "민지", ENTRIES);
    const joined = await join(client, "s1", "민지", {
      ...ENTRIES,
      after: { ...position, ...changed },
    });
    expect(joined.recovered).toBe(false);
    expect(joined.recovered ? [] : seqs(joined.messages)).toEqual([1, 2]);
  });

  it("[LOG4] from too far back brings a snapshot, and from just within reach a delta", async () => {
    const { url } = await startServer({ recoveryEntries: 100, historyLimit: 10 });
    const client = connect(url, { transports: ["websocket"] });
    await join(client, "s1", "민지", ENTRIES);
    const first = await send(client, "s1", "m1");
    const { position } = await join(client, "s1", "민지", ENTRIES);
    await Promise.all(Array.from({ length: 100 }, (_, i) => send(client, "s1", `n${i}`)));
    const within = await join(client, "s1", "민지", { ...ENTRIES, after: position });
    expect(within.recovered && within.entries).toHaveLength(100);
    await send(client, "s1", "one too many");
    const beyond = await join(client, "s1", "민지", { ...ENTRIES, after: position });
    expect(beyond.recovered).toBe(false);
    expect(beyond.recovered || beyond.messages).toHaveLength(10);
    expect(position.id).toBe(first.id);
  });

  it("[LOG5] has removals, and never the text", async () => {
    const { url } = await startServer();
    const author = connect(url);
    const reader = connect(url);
    await join(author, "s1", "author");
    const sent = await send(author, "s1", "regretted");
    const { position } = await join(reader, "s1", undefined, ENTRIES);
    reader.disconnect();
    await ask(author, "remove-message", { streamId: "s1", id: sent.id });
    const again = connect(url);
    const joined = await join(again, "s1", undefined, { ...ENTRIES, after: position });
    expect(joined.recovered && joined.entries).toMatchObject([
      { kind: "removal", messageId: sent.id, messageSeq: 1 },
    ]);
    const newcomer = await join(connect(url), "s1", undefined, ENTRIES);
    expect(JSON.stringify([joined, newcomer])).not.toContain("regretted");
  });

  it("[CN3] with the credential keeps a guest's id; without it, or with a forged one, makes a new one", async () => {
    const { url } = await startServer();
    const { me, guestCredential } = await join(connect(url), "s1", "민지");
    const auth = { guestCredential };
    const again = await join(connect(url, { auth }), "s1", "민지");
    expect(again.me.userId).toBe(me.userId);
    expect(again.guestCredential).toBeUndefined();
    for (const forged of [`${guestCredential}x`, "a.b", ".", "", 7, null]) {
      const stranger = await join(
        connect(url, { auth: { guestCredential: forged } }),
        "s1",
        "민지",
      );
      expect(stranger.me.userId).not.toBe(me.userId);
    }
  });
});

describe("reading the log", () => {
  it("[EN5] gives what lies after a seq, and the head", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지");
    for (const text of ["a", "b", "c"]) await send(client, "s1", text);
    const answer = (await ask(client, "fetch-entries", { streamId: "s1", after: 1 })) as {
      ok: true;
      entries: Entry[];
      head: number;
    };
    expect(answer).toMatchObject({ ok: true, head: 3 });
    expect(seqs(answer.entries)).toEqual([2, 3]);
  });

  it("[HI1] pages backwards to the beginning", async () => {
    const { url } = await startServer();
    const client = connect(url);
    await join(client, "s1", "민지");
    for (const text of ["a", "b", "c"]) await send(client, "s1", text);
    expect(
      await ask(client, "load-history", { streamId: "s1", before: 3, limit: 1 }),
    ).toMatchObject({ ok: true, messages: [{ message: "b" }], more: true });
    expect(
      await ask(client, "load-history", { streamId: "s1", before: 2, limit: 1 }),
    ).toMatchObject({ ok: true, messages: [{ message: "a" }], more: false });
  });

  it.each(["load-history", "fetch-entries", "remove-message"])(
    "[HI2] refuses %s to a connection that has not joined",
    async (event) => {
      const { url } = await startServer();
      const payload = { streamId: "s1", before: 1, after: 1, id: "x" };
      expect(await ask(connect(url), event, payload)).toMatchObject({
        error: { code: "not-joined" },
      });
    },
  );
});
