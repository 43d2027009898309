import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Me } from "#protocol";
import { Roster } from "../../server/src/chat/participants/roster.ts";

const GRACE_MS = 5_000;

function guest(userId: string, nickname?: string): Me {
  return { userId, role: "guest", maySend: true, ...(nickname && { nickname }) };
}

/** The same rules, written down as plainly as possible. */
class Model {
  readonly connections = new Map<string, { userId: string; lingers: boolean }>();
  readonly names = new Map<string, string>();
  readonly goneAt = new Map<string, number>();

  get people(): Set<string> {
    return new Set([
      ...[...this.connections.values()].map(({ userId }) => userId),
      ...this.goneAt.keys(),
    ]);
  }

  add(connection: string, { userId, nickname }: Me): string | undefined {
    this.goneAt.delete(userId);
    this.connections.set(connection, { userId, lingers: true });
    const isNew = nickname !== undefined && !this.names.has(userId);
    if (nickname) this.names.set(userId, nickname);
    return isNew ? nickname : undefined;
  }

  remove(connection: string, nowMs: number): void {
    const was = this.connections.get(connection);
    if (!was) return;
    this.connections.delete(connection);
    const { userId } = was;
    if ([...this.connections.values()].some((other) => other.userId === userId)) return;
    if (this.names.has(userId)) this.goneAt.set(userId, nowMs);
  }

  sweep(nowMs: number): string[] {
    const gone = [...this.goneAt].filter(([, at]) => at <= nowMs - GRACE_MS);
    return gone.map(([userId]) => {
      this.goneAt.delete(userId);
      const name = this.names.get(userId)!;
      this.names.delete(userId);
      return name;
    });
  }
}

const CONNECTIONS = ["c0", "c1", "c2", "c3", "c4", "c5"];
const step = fc.record({
  kind: fc.constantFrom("add", "add", "remove", "sweep"),
  connection: fc.constantFrom(...CONNECTIONS),
  name: fc.constantFrom(undefined, "민지", "Tom", "소라"),
  waitMs: fc.constantFrom(0, 1, 1_000, 4_999, 5_000),
});

describe("a room's roster", () => {
  it("[PR1][PR3][JR5][LR2] keeps to the rules, whatever comes and goes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const roster = new Roster();
        const model = new Model();
        let nowMs = 0;
        for (const { kind, connection, name, waitMs } of steps) {
          nowMs += waitMs;
          // Two connections to a person.
          const me = guest(`u${Math.floor(CONNECTIONS.indexOf(connection) / 2)}`, name);
          if (kind === "add")
            expect(roster.add(connection, me)?.nickname).toBe(model.add(connection, me));
          else if (kind === "remove") {
            roster.remove(connection, nowMs);
            model.remove(connection, nowMs);
          } else
            expect([...roster.sweep(nowMs - GRACE_MS)].map(({ nickname }) => nickname)).toEqual(
              model.sweep(nowMs),
            );
          expect(roster.size).toBe(model.people.size);
          expect(roster.hasLeaving).toBe(model.goneAt.size > 0);
        }
        for (const connection of CONNECTIONS) roster.remove(connection, nowMs);
        void [...roster.sweep(nowMs)];
        expect(roster.size).toBe(0);
      }),
    );
  });

  it("[PR3] waits for people with a token, and not for readers, who cannot be recognised", () => {
    const roster = new Roster();
    roster.add("c1", { userId: "viewer:1", role: "viewer", maySend: false });
    roster.add("c2", { userId: "u1", role: "member", maySend: false, expiresAtMs: 9 });
    roster.remove("c1", 0);
    roster.remove("c2", 0);
    expect(roster.size).toBe(1);
    roster.add("c3", { userId: "u1", role: "member", maySend: false, expiresAtMs: 9 });
    expect([...roster.sweep(10_000)]).toEqual([]);
    expect(roster.size).toBe(1);
  });

  it("[PR3] drops people who are on another node without an event", () => {
    const roster = new Roster();
    const leave = (connection: string, atMs: number) => {
      roster.remove(connection, atMs);
      return [...roster.sweep(atMs)].map(({ nickname }) => nickname);
    };
    // Gone over before this node knows that their connection is dead, and after.
    roster.add("late", guest("u1", "Anna"));
    expect(roster.noteElsewhere("u1", true)).toBe(true);
    expect(leave("late", 1)).toEqual([]);
    roster.add("early", guest("u2", "Lee"));
    roster.remove("early", 2);
    expect(roster.noteElsewhere("u2", true)).toBe(true);
    expect([...roster.sweep(2)]).toEqual([]);
    expect(roster.size).toBe(0);

    // Back from there, they leave as anyone does.
    roster.add("both", guest("u3", "Tom"));
    roster.noteElsewhere("u3", true);
    roster.noteElsewhere("u3", false);
    expect(leave("both", 3)).toEqual(["Tom"]);
    expect(roster.noteElsewhere("u3", true)).toBe(false);
  });
});
