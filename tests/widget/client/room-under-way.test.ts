import { describe, expect, it, vi } from "vitest";
import type { Entry, JoinRoom } from "#protocol";
import { Room } from "../../../widget/src/client/room/room.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HeldConnection } from "../support/held-connection.ts";
import { EPOCH, ServerLog, type Kind } from "../support/server-log.ts";

const LISTENER = {
  onChange: () => undefined,
  onOpen: () => undefined,
  onClosed: () => undefined,
  onMe: () => undefined,
  onGuestCredential: () => undefined,
};

/** A room that is live as of an entry, shows the last messages of it, and has the rest to ask for. */
async function enterRoom(kinds: readonly Kind[], head: number, shown: number) {
  const server = new ServerLog(kinds);
  const connection = new HeldConnection();
  const clock = new FakeClock();
  const room = new Room(connection, "s", undefined, clock);
  room.enter(LISTENER);
  /** What the server answers a join without a position that comes when its log has grown so far. */
  const snapshotAt = (seq: number): object => server.snapshot(seq, shown);
  const pageAt = (seq: number, before: number): object => ({
    ok: true,
    messages: server.messages(seq).filter((message) => message.seq < before),
    more: false,
  });
  const entriesAt = (seq: number, after: number): object => ({
    ok: true,
    entries: server.upTo(seq).slice(after),
    head: seq,
  });
  /** Entries that the server tells unasked. */
  const tell = (from: number, to: number): void => {
    const entries: readonly Entry[] = server.entries.slice(from, to);
    room.onEntries(["s", EPOCH, from, 0, 0, [...entries]]);
  };
  await connection.newest("join-room").answer(snapshotAt(head));
  const seqs = (): number[] =>
    room.log.rows.flatMap((row) => (row.kind === "message" ? row.seq : []));
  return { connection, clock, room, listener: LISTENER, snapshotAt, pageAt, entriesAt, tell, seqs };
}

describe("a room while an answer is under way", () => {
  // Two older messages of which one is removed; a purge that is undone brings a fresh snapshot.
  const KINDS: Kind[] = ["message", "message", "message", "message", 0, "u0", "restore"];

  it("[LOG5] keeps an older page out that was read before the snapshot that came meanwhile", async () => {
    const { connection, clock, room, snapshotAt, pageAt, tell, seqs } = await enterRoom(
      KINDS,
      4,
      2,
    );
    void room.loadOlder();
    const page = connection.newest("load-history");
    tell(4, 7);
    clock.pass(1_000);
    await connection.newest("join-room").answer(snapshotAt(7));
    await page.answer(pageAt(4, 3));
    expect(seqs()).toEqual([3, 4]);
    void room.loadOlder();
    await connection.newest("load-history").answer(pageAt(7, 3));
    expect(seqs()).toEqual([2, 3, 4]);
  });

  it("[LOG5] keeps a quoted message out that was read before the snapshot that came meanwhile, and asks again", async () => {
    const { connection, clock, room, snapshotAt, entriesAt, tell } = await enterRoom(KINDS, 4, 2);
    room.loadQuoted({ id: "i1", seq: 1 });
    const early = connection.newest("fetch-entries");
    tell(4, 7);
    clock.pass(1_000);
    await connection.newest("join-room").answer(snapshotAt(7));
    room.loadQuoted({ id: "i1", seq: 1 });
    await early.answer(entriesAt(4, 0));
    expect(room.log.quoted.size).toBe(0);
    await connection.newest("fetch-entries").answer(entriesAt(7, 0));
    expect(room.log.quoted.get("i1")).toMatchObject({ kind: "removed" });
  });

  it("[LR1] ignores the answer of a join that it has left meanwhile", async () => {
    const connection = new HeldConnection();
    const clock = new FakeClock();
    const room = new Room(connection, "s", undefined, clock);
    const opened: string[] = [];
    const listener = { ...LISTENER, onOpen: () => void opened.push("open") };
    room.enter(listener);
    const joining = connection.newest("join-room");
    room.leave(listener);
    await joining.answer(new ServerLog(["message"]).snapshot(1));
    expect([opened, room.me, room.log.position.seq]).toEqual([[], undefined, 0]);
    expect(clock.waiting).toBe(0);
  });

  it("[JR4] takes no entry, and asks for none, before it is told where its log begins", async () => {
    const connection = new HeldConnection();
    const server = new ServerLog(["message", "message"]);
    const room = new Room(connection, "s", undefined, new FakeClock());
    room.enter(LISTENER);
    room.onEntries(["s", EPOCH, 1, 0, 0, server.entries.slice(1)]);
    expect([connection.countOf("fetch-entries"), room.log.rows]).toEqual([0, []]);
    await connection.newest("join-room").answer(server.snapshot(2));
    expect(room.log.rows).toHaveLength(2);
  });

  it("[JR5] goes by the newest of two joins, whichever is answered first", async () => {
    const { connection, room, snapshotAt } = await enterRoom(["message", "message"], 1, 2);
    room.rename("first");
    const first = connection.newest("join-room");
    room.rename("second");
    await connection.newest("join-room").answer(named(snapshotAt(2), "second"));
    await first.answer(named(snapshotAt(1), "first"));
    expect(room.me?.nickname).toBe("second");
    expect(room.log.position.seq).toBe(2);
  });

  it("[LOG4] ignores the answer of a connection that was lost meanwhile", async () => {
    const { connection, room, snapshotAt } = await enterRoom(["message", "message"], 1, 2);
    connection.lose(room);
    connection.regain(room);
    const lost = connection.newest("join-room");
    connection.lose(room);
    await lost.answer(snapshotAt(2));
    expect(room.connectionState.status).toBe("reconnecting");
    expect(room.log.position.seq).toBe(1);
  });

  it("[JR9] comes back once when it was asked to wait, and not after it has left", async () => {
    const { connection, clock, room, listener } = await enterRoom(["message"], 1, 2);
    room.rename("again");
    const error = { code: "server-busy", message: "", retryable: true, retryAfterMs: 1_000 };
    await connection.newest("join-room").answer({ ok: false, error });
    expect(connection.countOf("join-room")).toBe(2);
    clock.pass(1_000);
    expect(connection.countOf("join-room")).toBe(3);
    await connection.newest("join-room").answer({ ok: false, error });
    room.leave(listener);
    clock.pass(60_000);
    expect(connection.countOf("join-room")).toBe(3);
  });

  it("[JR9] joins once where somebody takes another name, or the connection is lost, while it waits", async () => {
    const { connection, clock, room, snapshotAt } = await enterRoom(["message"], 1, 2);
    const error = { code: "server-busy", message: "", retryable: true, retryAfterMs: 1_000 };
    for (const name of ["a", "b"]) room.rename(name);
    await connection.newest("join-room").answer({ ok: false, error });
    room.rename("c");
    await connection.newest("join-room").answer(snapshotAt(1));
    clock.pass(60_000);
    expect(connection.countOf("join-room")).toBe(4);
    room.rename("d");
    await connection.newest("join-room").answer({ ok: false, error });
    connection.lose(room);
    clock.pass(60_000);
    expect(connection.countOf("join-room")).toBe(5);
    // A new connection has not been asked to wait.
    connection.regain(room);
    expect(room.connectionState.status).toBe("reconnecting");
  });

  it("[ID7] goes back to the name that it had where another is refused, and to none where that is, too", async () => {
    const { connection, room, snapshotAt } = await enterRoom(["message"], 1, 2);
    room.rename("mine");
    await connection.newest("join-room").answer(named(snapshotAt(1), "mine"));
    const error = { code: "name-taken", message: "", retryable: false };
    room.rename("the host's");
    const asked: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      await connection.newest("join-room").answer({ ok: false, error });
      asked.push((connection.newest("join-room").payload as JoinRoom).user);
    }
    expect(asked).toEqual([{ nickname: "mine" }, undefined]);
    await connection.newest("join-room").answer(snapshotAt(1));
    expect([room.connectionState.status, room.nicknameError]).toEqual(["live", "name-taken"]);
    room.rename("another");
    expect(room.nicknameError).toBeUndefined();
  });

  it("[ID6] is live once it is let in, though it was refused before", async () => {
    vi.spyOn(console, "warn").mockReturnValue();
    const { connection, room, snapshotAt } = await enterRoom(["message"], 1, 2);
    room.rename("a");
    const error = { code: "sign-in-required", message: "", retryable: false };
    await connection.newest("join-room").answer({ ok: false, error });
    expect(room.connectionState).toEqual({ status: "failed", reason: "sign-in-required" });
    room.rename("b");
    await connection.newest("join-room").answer(snapshotAt(1));
    expect(room.connectionState).toEqual({ status: "live" });
  });

  it("[EN5] asks once for missing entries, however many come meanwhile, and then for the rest", async () => {
    const kinds = Array.from({ length: 9 }, () => "message" as const);
    const { connection, room, entriesAt, tell } = await enterRoom(kinds, 1, 2);
    tell(2, 3);
    tell(4, 5);
    expect(connection.countOf("fetch-entries")).toBe(1);
    await connection.newest("fetch-entries").answer(entriesAt(3, 1));
    expect(room.log.position.seq).toBe(3);
    expect(connection.countOf("fetch-entries")).toBe(2);
    await connection.newest("fetch-entries").answer(entriesAt(5, 3));
    expect(room.log.position.seq).toBe(5);
    tell(7, 8);
    expect(connection.countOf("fetch-entries")).toBe(3);
  });

  it("[EN5] asks for missing entries again after no answer came", async () => {
    const kinds = Array.from({ length: 9 }, () => "message" as const);
    const { connection, clock, snapshotAt, tell } = await enterRoom(kinds, 1, 2);
    tell(2, 3);
    await connection.newest("fetch-entries").answer(undefined);
    clock.pass(2_000);
    await connection.newest("join-room").answer(snapshotAt(3));
    tell(4, 5);
    expect(connection.countOf("fetch-entries")).toBe(2);
  });

  it("[EN5] asks for missing entries again after the connection was lost while it asked", async () => {
    const kinds = Array.from({ length: 9 }, () => "message" as const);
    const { connection, room, snapshotAt, entriesAt, tell } = await enterRoom(kinds, 1, 2);
    tell(2, 3);
    const lost = connection.newest("fetch-entries");
    connection.lose(room);
    await lost.answer(undefined);
    connection.regain(room);
    await connection.newest("join-room").answer(snapshotAt(3));
    tell(4, 5);
    expect(connection.countOf("fetch-entries")).toBe(2);
    await connection.newest("fetch-entries").answer(entriesAt(5, 3));
    expect(room.log.position.seq).toBe(5);
  });

  it("[HI1] loads older messages again after the connection was lost while it loaded them", async () => {
    const kinds = Array.from({ length: 9 }, () => "message" as const);
    const { connection, room, snapshotAt, pageAt, seqs } = await enterRoom(kinds, 9, 2);
    void room.loadOlder();
    const lost = connection.newest("load-history");
    connection.lose(room);
    await lost.answer(undefined);
    expect(room.isLoadingOlder).toBe(false);
    connection.regain(room);
    await connection.newest("join-room").answer(snapshotAt(9));
    void room.loadOlder();
    await connection.newest("load-history").answer(pageAt(9, 8));
    expect(seqs()).toHaveLength(9);
  });

  it("[SM9] asks for a quoted message again after the connection was lost while it asked", async () => {
    const { connection, room, snapshotAt, entriesAt } = await enterRoom(
      ["message", "message"],
      2,
      1,
    );
    room.loadQuoted({ id: "i1", seq: 1 });
    const lost = connection.newest("fetch-entries");
    connection.lose(room);
    await lost.answer(undefined);
    connection.regain(room);
    await connection.newest("join-room").answer(snapshotAt(2));
    room.loadQuoted({ id: "i1", seq: 1 });
    await connection.newest("fetch-entries").answer(entriesAt(2, 0));
    expect(room.log.quoted.get("i1")).toMatchObject({ message: "1" });
  });

  it("[JR7] tells a chat once that leaves and enters again while it is told", async () => {
    const { connection, room } = await enterRoom(["message"], 1, 2);
    const told: string[] = [];
    const restless = {
      ...LISTENER,
      onClosed: () => {
        if (told.push("closed") > 1) throw new Error("told again");
        room.leave(restless);
        room.enter(restless);
      },
    };
    room.enter(restless);
    connection.lose(room);
    expect(told).toEqual(["closed"]);
  });

  it("[EN9] reads the log again in its turn, however much is written until then", async () => {
    const kinds: Kind[] = ["message", "u0", "restore", "message", "message"];
    const { connection, clock, room, tell } = await enterRoom(kinds, 1, 2);
    room.presence.onCount({ viewers: 10_000 });
    tell(1, 3);
    for (let seq = 3; seq < 5; seq++) {
      expect(connection.countOf("join-room")).toBe(1);
      clock.pass(3_000);
      tell(seq, seq + 1);
    }
    expect(connection.countOf("join-room")).toBe(2);
  });

  it("[JR7] drops no row of a new snapshot that a chat needed in none of the old ones", async () => {
    const kinds = Array.from({ length: 9 }, () => "message" as const);
    const { connection, room, listener, snapshotAt, seqs } = await enterRoom(kinds, 9, 4);
    const other = { ...LISTENER };
    room.enter(other);
    room.trim(listener, 1);
    room.rename("again");
    await connection.newest("join-room").answer(snapshotAt(9));
    room.trim(other, 1);
    expect(seqs()).toEqual([6, 7, 8, 9]);
  });

  it("[JR7] drops no row that a chat needs which has left and entered again", async () => {
    const kinds = Array.from({ length: 9 }, () => "message" as const);
    const { room, listener, seqs } = await enterRoom(kinds, 9, 4);
    const other = { ...LISTENER };
    room.enter(other);
    room.trim(listener, 1);
    room.leave(listener);
    room.enter(listener);
    room.trim(other, 1);
    expect(seqs()).toEqual([6, 7, 8, 9]);
  });

  it("[HI1] loads older messages once at a time, and again after it had no answer", async () => {
    const kinds = Array.from({ length: 9 }, () => "message" as const);
    const { connection, room, pageAt, seqs } = await enterRoom(kinds, 9, 2);
    void room.loadOlder();
    void room.loadOlder();
    expect(connection.countOf("load-history")).toBe(1);
    await connection.newest("load-history").answer(undefined);
    expect([room.isLoadingOlder, seqs()]).toEqual([false, [8, 9]]);
    void room.loadOlder();
    await connection.newest("load-history").answer(pageAt(9, 8));
    expect(seqs()).toHaveLength(9);
  });

  it("[HI1] takes no older page that no longer joins up, because rows were dropped meanwhile", async () => {
    const kinds = Array.from({ length: 9 }, () => "message" as const);
    const { connection, room, listener, pageAt, seqs } = await enterRoom(kinds, 9, 4);
    void room.loadOlder();
    const page = connection.newest("load-history");
    room.trim(listener, 1);
    await page.answer(pageAt(9, 6));
    expect(seqs()).toEqual([9]);
  });

  it("[JR7] tells a chat that enters later who it is and that it may write, and nothing while it may not", async () => {
    const { connection, room } = await enterRoom(["message"], 1, 2);
    const enter = (): string[] => {
      const told: string[] = [];
      const tell = (what: string) => () => void told.push(what);
      const [onMe, onOpen, onChange] = [tell("me"), tell("open"), tell("change")];
      room.enter({ ...LISTENER, onMe, onOpen, onChange });
      return told;
    };
    expect(enter()).toEqual(["me", "open", "change"]);
    connection.lose(room);
    expect(enter()).toEqual(["me", "change"]);
  });

  it("[SM9] asks once for a quoted message while it is under way, and again after no answer came", async () => {
    const { connection, room, entriesAt } = await enterRoom(["message", "message"], 2, 1);
    const ref = { id: "i1", seq: 1 };
    room.loadQuoted(ref);
    room.loadQuoted(ref);
    expect(connection.countOf("fetch-entries")).toBe(1);
    await connection.newest("fetch-entries").answer(undefined);
    room.loadQuoted(ref);
    await connection.newest("fetch-entries").answer(entriesAt(2, 0));
    expect(room.log.quoted.get("i1")).toMatchObject({ message: "1" });
    expect(connection.countOf("fetch-entries")).toBe(2);
    // What is at its place is another message.
    room.loadQuoted({ id: "another", seq: 1 });
    await connection.newest("fetch-entries").answer(entriesAt(2, 0));
    expect(room.log.quoted.get("another")).toMatchObject({ kind: "removed" });
  });
});

function named(joined: object, nickname: string): object {
  return { ...joined, me: { userId: "u", role: "guest", maySend: true, nickname } };
}
