import fc from "fast-check";
import { expect, it } from "vitest";
import {
  START,
  type ActionScope,
  type AuditRecord,
  type ChatMessage,
  type ModerationAction,
} from "#protocol";
import { exportMessages } from "../../server/src/chat/messages/export-messages.ts";
import { ActionLimits } from "../../server/src/chat/limits/action-limits.ts";
import { ReadGate } from "../../server/src/chat/limits/read-gate.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { eventually } from "../support/eventually.ts";
import { joinAs, SIGN_IN, type JoinedClient } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { entriesOf, FollowingViewer, historyOf } from "../support/following-viewer.ts";
import { connect } from "../support/connect.ts";
import { ask, join } from "../support/stock-client.ts";
import { propertyRuns } from "../support/property-cases.ts";

const PEOPLE = ["tom", "anna"] as const;

const limits = new ActionLimits(undefined);
const reads = new ReadGate({ limits, clock: systemClock, bounded: false });
const operator = {
  caller: { userId: "operator", role: "owner", streamId: "s1" },
  isGone: () => false,
} as const;

type Step =
  | { does: number; kind: string; whom: number; which: number; everywhere: boolean }
  | { says: number }
  | { viewer: number; comes: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ says: fc.nat(1) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.nat(2),
      kind: fc.constantFrom(
        ...["remove", "purge", "clear", "ban", "purging ban", "timeout", "lift", "pin", "unpin"],
        ...["mode", "shield", "appoint", "undo", "undo", "undo", "undo"],
      ),
      whom: fc.nat(1),
      which: fc.nat(30),
      everywhere: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ viewer: fc.nat(1), comes: fc.boolean() }) },
);

it("[MO2][MO8][EN9][CH3][CH5] after any actions and undos in a stream and its channel, clients, history, export and audit log agree", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const storage = await openStorage({ databaseUrl: "memory:" }, systemClock);
      // Few are kept in memory, so that reads go both ways.
      const server = await startServer({ ...SIGN_IN, historyLimit: 100 }, { storage });
      const { url } = server;
      const staff = [
        await joinAs(url, "boss", "owner"),
        await joinAs(url, "mod", "moderator"),
        await joinAs(url, "mod2", "moderator"),
      ];
      const people = [await joinAs(url, PEOPLE[0]), await joinAs(url, PEOPLE[1])];
      const viewers = [
        new FollowingViewer(url),
        new FollowingViewer(url),
        new FollowingViewer(url),
      ];
      for (const viewer of viewers) await viewer.come();
      const done: AuditRecord[] = [];
      const sent: string[] = [];
      let said = 0;
      for (const now of steps) {
        if ("says" in now) {
          const answer = await people[now.says]!.say(`m${said++}`);
          const { message } = answer as unknown as { message?: ChatMessage };
          if (message) sent.push(message.id);
        } else if ("viewer" in now) {
          const viewer = viewers[now.viewer]!;
          if (viewer.isHere !== now.comes) await (now.comes ? viewer.come() : viewer.leave());
        } else {
          const action = toAction(now, sent, done);
          const scope = action && scopeOf(action, now.everywhere, done);
          const answer = action && (await staff[now.does]!.does(action, scope));
          if (answer?.ok && !done.some(({ id }) => id === answer.record.id))
            done.push(answer.record);
        }
      }
      for (const viewer of viewers) if (!viewer.isHere) await viewer.come();

      const history = (await historyOf(viewers[0]!.client)).map(({ message }) => message);
      const exported: string[] = [];
      for await (const page of exportMessages({ log: storage.log, reads }, operator, "s1"))
        if (page.ok) exported.push(...page.value.map(({ message }) => message));
      expect(exported).toEqual(history);
      const newcomer = connect(url);
      const joined = await join(newcomer, "s1");
      expect(!joined.recovered && joined.messages.map(({ message }) => message)).toEqual(history);
      // Another server over the same store, which has seen none of it.
      const other = await startServer(SIGN_IN, { storage });
      const elsewhere = connect(other.url);
      const anew = await join(elsewhere, "s1");
      expect(!anew.recovered && anew.messages).toEqual(!joined.recovered && joined.messages);
      expect(anew.room).toMatchObject({ ...joined.room, viewers: 1 });
      for (const viewer of viewers) {
        await eventually(
          "it has come to the end",
          () => viewer.position.seq === joined.position.seq,
        );
        expect(await viewer.texts()).toEqual(history);
      }
      const late = new FollowingViewer(other.url);
      await late.come();
      const answers = [
        await entriesOf(viewers[0]!.client),
        await entriesOf(late.client),
        await ask(newcomer, "join-room", { streamId: "s1", wants: ["entries"], after: START }),
      ];
      const words = JSON.stringify(answers);
      for (let i = 0; i < said; i++)
        if (!history.includes(`m${i}`)) expect(words).not.toContain(`"m${i}"`);
      await expectAudited(staff[0]!, done);
      await expectHeeded(staff[0]!, people, done);

      // Thousands of cases would not fit into memory at once.
      const joiners = [...staff, ...people, ...viewers, late].map(({ client }) => client);
      for (const client of [...joiners, newcomer, elsewhere]) client.disconnect();
      await Promise.all([server.close(), other.close()]);
    }),
    { numRuns: propertyRuns(25) },
  );
});

function toAction(
  { kind, whom, which }: Extract<Step, { kind: string }>,
  sent: readonly string[],
  done: readonly AuditRecord[],
): ModerationAction | undefined {
  const userId = PEOPLE[whom]!;
  const messageId = sent[which % sent.length];
  const actionId = done[which % done.length]?.id;
  switch (kind) {
    case "remove":
    case "pin":
      return messageId === undefined ? undefined : { kind, messageId };
    case "purging ban":
      return { kind: "ban", userId, purge: true };
    case "timeout":
      return { kind, userId, seconds: 3_600, purge: which % 2 === 0 };
    case "mode":
      return { kind: "set-mode", mode: { noLinks: which % 2 === 0, emojiOnly: null } };
    case "shield":
      return { kind, on: which % 2 === 0 };
    case "appoint":
      return { kind, userId, role: which % 3 === 0 ? "moderator" : "member" };
    case "undo":
      return actionId === undefined ? undefined : { kind, actionId };
    case "ban":
    case "purge":
    case "lift":
      return { kind, userId };
    case "clear":
    case "unpin":
      return { kind };
    default:
      throw new Error(kind);
  }
}

/** The scope of what both know: of an undo, that of what it undoes. */
function scopeOf(
  action: ModerationAction,
  everywhere: boolean,
  done: readonly AuditRecord[],
): ActionScope {
  if (action.kind === "undo")
    return done.find(({ id }) => id === action.actionId)?.channelId ? "channel" : "stream";
  const isKnown = action.kind === "ban" || action.kind === "lift" || action.kind === "appoint";
  return isKnown && everywhere ? "channel" : "stream";
}

/**
 * What was done stands in the audit logs, each thing once and in order, and by whom it was undone.
 * What goes with a ban of the channel in the stream stands there by itself.
 */
async function expectAudited(
  { client }: JoinedClient,
  done: readonly AuditRecord[],
): Promise<void> {
  const all: AuditRecord[] = [];
  for (const scope of ["stream", "channel"] as const) {
    const { records } = (await ask(client, "load-audit", {
      streamId: "s1",
      scope,
    })) as unknown as { records: AuditRecord[] };
    all.push(...records);
    const isKnown = ({ id }: AuditRecord) => done.some((each) => each.id === id);
    expect(records.filter(isKnown).map(({ id }) => id)).toEqual(
      done
        .filter(({ channelId }) => (channelId === undefined) === (scope === "stream"))
        .map(({ id }) => id)
        .toReversed(),
    );
    const others = records.filter((record) => !isKnown(record));
    if (scope === "channel") expect(others).toEqual([]);
    else for (const { kind } of others) expect(["purge", "undo"]).toContain(kind);
  }
  for (const { undoneBy, undoable, id } of all) {
    const undoing = all.find(({ kind, detail }) => kind === "undo" && detail?.["undid"] === id);
    expect(undoneBy).toBe(undoing?.id);
    if (undoneBy) expect(undoable).toBe(false);
  }
}

/**
 * Exactly the people with a listed sanction cannot write. But of a moderator's sanctions, those in
 * the other scope than the appointment stay listed, and do not hold for a moderator. (SPEC MO1, MO3)
 */
async function expectHeeded(
  { client }: JoinedClient,
  people: readonly JoinedClient[],
  done: readonly AuditRecord[],
): Promise<void> {
  const sanctions: { userId: string; actionId: string }[] = [];
  const staff: { userId: string }[] = [];
  for (const scope of ["stream", "channel"] as const) {
    const ofScope = { streamId: "s1", scope };
    const listed = await ask(client, "load-sanctions", ofScope);
    sanctions.push(...(listed as unknown as { sanctions: typeof sanctions }).sanctions);
    const appointed = await ask(client, "load-staff", ofScope);
    staff.push(...(appointed as unknown as { staff: typeof staff }).staff);
  }
  const isByOwner = (actionId: string) =>
    done.find(({ id }) => id === actionId)?.by?.role === "owner";
  for (const person of people) {
    const isStaff = staff.some(({ userId }) => userId === person.userId);
    const isKept = sanctions.some(
      ({ userId, actionId }) => userId === person.userId && (!isStaff || isByOwner(actionId)),
    );
    const answer = await person.say("https://a.example");
    const code = answer.ok ? undefined : answer.error.code;
    expect(code === "banned" || code === "timed-out").toBe(isKept);
  }
}
