import { describe, expect, it } from "vitest";
import type { Entry } from "#protocol";
import { Room } from "../../../widget/src/client/session/room.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HeldConnection } from "../support/held-connection.ts";
import { EPOCH, ServerLog, type Kind } from "../support/server-log.ts";
import { EMPTY_LOG } from "../../../widget/src/client/log/log-state.ts";

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
  const snapshotAt = (seq: number): object => {
    const action = server.join(seq, EMPTY_LOG, false, shown);
    return action.kind === "joined" ? { ok: true, ...action.joined } : {};
  };
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
  return { connection, clock, room, snapshotAt, pageAt, entriesAt, tell, seqs };
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
});
