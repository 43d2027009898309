import { describe, expect, it } from "vitest";
import type { AuditRecord, HeldMessage } from "#protocol";
import { publishCommitted } from "../../../server/src/chat/commit/publish-committed.ts";
import type { Append, AppendResult } from "../../../server/src/chat/ports/append.ts";
import { DomainEvents } from "../../../server/src/chat/ports/domain-events.ts";
import { publishEvents } from "../../../server/src/chat/cluster/publish-events.ts";

const AUTHOR = { userId: "tom", nickname: "Tom", role: "member" } as const;
const append = (streamId: string): Append => ({
  kind: "message",
  streamId,
  author: AUTHOR,
  message: "hello",
});
const record = (kind: "permit-link" | "note", streamId: string) =>
  ({ kind, streamId, person: { userId: "tom", nickname: "Tom" } }) as unknown as AuditRecord;
const done = (streamId: string, policyVersion: number, kind: "permit-link" | "note" = "note") =>
  ({
    outcome: "done",
    epoch: "e",
    entries: [],
    record: record(kind, streamId),
    policyVersion,
    channelVersion: 0,
  }) satisfies AppendResult;

const SHOWN = { streamId: "s1", epoch: "e", entries: [] };

/** Commits a batch, and tells which messages go to other nodes, in order. */
function publish(results: readonly [streamId: string, result: AppendResult][]): object[] {
  const events = new DomainEvents();
  const published: object[] = [];
  events.on("appends-committed", (batch) => published.push({ committed: batch.length }));
  publishEvents(events, { publish: (message) => published.push(message) });
  publishCommitted(
    { rooms: { showCommitted: () => [SHOWN] }, events },
    results.map(([streamId]) => append(streamId)),
    results.map(([, result]) => result),
  );
  return published;
}

describe("a commit", () => {
  it("[LOG6][MO12] is published to other nodes: entries first, then the newest policy of each stream", () => {
    expect(
      publish([
        ["s1", done("s1", 4)],
        ["s1", done("s1", 5)],
      ]),
    ).toEqual([
      { kind: "entries", ...SHOWN },
      { kind: "policy", streamId: "s1", version: 5 },
      { kind: "staff-news", streamId: "s1" },
      { committed: 2 },
    ]);
  });

  it("[MO11] is news for staff where it waits for them, once for a stream", () => {
    const withdrawn: AppendResult = { outcome: "withdrawn", epoch: "e" };
    const repeated: AppendResult = { outcome: "repeated", epoch: "e" };
    expect(
      publish([
        ["s1", withdrawn],
        ["s1", withdrawn],
        ["s2", repeated],
      ]),
    ).toEqual([
      { kind: "entries", ...SHOWN },
      { kind: "staff-news", streamId: "s1" },
      { committed: 3 },
    ]);
  });

  it("[HE7] tells the authors of messages that it dropped from a full queue, on every node", () => {
    const dropped = [
      { id: "held.1", userId: "tom" },
      { id: "held.2", userId: "anna" },
    ];
    const held = { outcome: "held", message: {} as HeldMessage, dropped } satisfies AppendResult;
    expect(publish([["s1", held]])).toEqual(
      expect.arrayContaining(
        dropped.map((each) => ({ kind: "message-rejected", streamId: "s1", ...each })),
      ),
    );
  });

  it("[FI14] lets a person post a link on every node", () => {
    expect(publish([["s1", done("s1", 2, "permit-link")]])).toContainEqual({
      kind: "link-permit",
      streamId: "s1",
      userId: "tom",
    });
  });
});
