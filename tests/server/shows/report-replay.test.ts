import fc from "fast-check";
import { expect, it } from "vitest";
import type { ModerationAction } from "#protocol";
import type { LogEntry } from "../../../server/src/chat/ports/log-entry.ts";
import { readReport } from "../../../server/src/chat/shows/show-report.ts";
import { openMemory } from "../../../server/src/storage/engines/sqlite/open-memory.ts";
import { message } from "../../support/message-logs.ts";
import { FakeClock } from "../../widget/support/fake-clock.ts";
import { propertyRuns } from "../../support/property-cases.ts";

const OWNER = { userId: "u-boss", nickname: "Boss", role: "owner" } as const;
const PEOPLE = ["u-tom", "u-anna", "u-mina"];

type Step =
  | { says: number }
  | { waits: number }
  | { does: "remove" | "purge" | "clear" | "ban" | "timeout" | "shadow" | "undo"; of: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ says: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ waits: fc.nat(200) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom(
        ...(["remove", "remove", "purge", "clear", "ban", "timeout", "shadow", "undo"] as const),
      ),
      of: fc.nat(1_000),
    }),
  },
);

interface Replayed {
  userId: string;
  minute: number;
  /** The seqs of the entries that keep it away. */
  removedBy: Set<number>;
}

/** What stands, told from the entries alone, as somebody saw them who was there from the first. */
function replay(entries: readonly LogEntry[]): Replayed[] {
  const messages = new Map<number, Replayed>();
  const before = (seq: number) => [...messages].filter(([at]) => at < seq).map(([, one]) => one);
  for (const entry of entries) {
    const { seq, kind } = entry;
    if (kind === "message") {
      const minute = Math.floor(entry.timestamp / 60_000);
      messages.set(seq, { userId: entry.userId, minute, removedBy: new Set() });
    } else if (kind === "removal") messages.get(entry.messageSeq)?.removedBy.add(seq);
    else if (kind === "purge") {
      for (const one of before(seq)) if (one.userId === entry.userId) one.removedBy.add(seq);
    } else if (kind === "clear") for (const one of before(seq)) one.removedBy.add(seq);
    else if (kind === "restoration")
      for (const one of messages.values()) one.removedBy.delete(entry.undoes);
  }
  return [...messages.values()];
}

it("[RP2] after any messages, removals, purges, clearings and undos, a report equals a replay of the log", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 60 }), async (steps) => {
      const clock = new FakeClock();
      clock.pass(1_700_000_000_000);
      const { log, shows } = await openMemory(clock);
      try {
        const entries: LogEntry[] = [];
        const ids: string[] = [];
        const actions: { id: string; kind: string }[] = [];
        const undone = new Set<string>();
        for (const each of steps) {
          if ("waits" in each) {
            clock.pass(each.waits * 1_000);
            continue;
          }
          if ("says" in each) {
            const author = { userId: PEOPLE[each.says]!, nickname: "n", role: "member" } as const;
            const [result] = await log.append([message("hello", { author })]);
            if (result?.outcome !== "appended") continue;
            entries.push(result.entry);
            ids.push(result.entry.id);
            continue;
          }
          const action = actionOf(each, ids, actions);
          if (!action) continue;
          const [result] = await log.append([
            { kind: "action", streamId: "s1", actor: OWNER, action },
          ]);
          if (result?.outcome !== "done") continue;
          entries.push(...result.entries);
          const { id, kind } = result.record;
          // What was done already is answered with its record.
          if (!actions.some((done) => done.id === id)) actions.push({ id, kind });
          if (action.kind === "undo") undone.add(action.actionId);
        }

        const report = await readReport({ shows }, "s1", {}, () => false);

        const messages = replay(entries);
        const standing = messages.filter(({ removedBy }) => removedBy.size === 0);
        expect(report.messages).toBe(standing.length);
        expect(report.removed).toBe(messages.length - standing.length);
        expect(report.people).toBe(new Set(standing.map(({ userId }) => userId)).size);
        const counted = new Map(
          report.minutes.map((minute) => [minute.atMs / 60_000 / report.stepMinutes, minute]),
        );
        const stepOf = ({ minute }: Replayed) => Math.floor(minute / report.stepMinutes);
        for (const time of new Set(messages.map(stepOf))) {
          const there = standing.filter((one) => stepOf(one) === time);
          expect(counted.get(time)).toMatchObject({
            messages: there.length,
            people: new Set(there.map(({ userId }) => userId)).size,
          });
        }
        for (const { userId, messages: count } of report.writers)
          expect(count).toBe(standing.filter((one) => one.userId === userId).length);
        const kept: Record<string, number> = {};
        for (const { id, kind } of actions)
          if (kind !== "undo" && !undone.has(id)) kept[kind] = (kept[kind] ?? 0) + 1;
        expect(report.actions).toEqual(kept);
        expect(report.complete).toBe(true);
      } finally {
        await log.close();
      }
    }),
    { numRuns: propertyRuns(60) },
  );
});

function actionOf(
  { does, of }: Extract<Step, { does: string }>,
  ids: readonly string[],
  actions: readonly { id: string }[],
): ModerationAction | undefined {
  const userId = PEOPLE[of % PEOPLE.length]!;
  const messageId = ids[of % Math.max(ids.length, 1)];
  const actionId = actions[of % Math.max(actions.length, 1)]?.id;
  switch (does) {
    case "remove":
      return messageId === undefined ? undefined : { kind: "remove", messageId };
    case "undo":
      return actionId === undefined ? undefined : { kind: "undo", actionId };
    case "clear":
      return { kind: "clear" };
    case "timeout":
      return { kind: "timeout", userId, seconds: 60 };
    case "ban":
      return { kind: "ban", userId, purge: of % 2 === 0 };
    case "shadow":
      return { kind: "shadow", userId };
    case "purge":
      return { kind: "purge", userId };
  }
}
