import { describe, expect, it } from "vitest";
import { chatError, type AuditRecord, type ErrorCode, type ModerationAction } from "#protocol";
import type { RequestAnswer } from "../../../widget/src/client/index.ts";
import type { StaffChat } from "../../../widget/src/element/moderation/ask-staff.ts";
import { ActionSender } from "../../../widget/src/element/moderation/action-sender.ts";

const BAN: ModerationAction = { kind: "ban", userId: "guest:1" };
const LIFT: ModerationAction = { kind: "lift", userId: "guest:1" };
const RECORD: AuditRecord = {
  id: "a1",
  streamId: "s1",
  atMs: 0,
  by: null,
  kind: "ban",
  undoable: true,
};

/** A sender whose server answers by this list, and the ids under which it was asked. */
function begin(answers: readonly (ErrorCode | "done")[]) {
  const left = [...answers];
  const ids: (string | undefined)[] = [];
  let nowMs = 0;
  const chat: StaffChat = {
    ask: (_event, payload) => {
      ids.push((payload as { clientId?: string }).clientId);
      const code = left.shift() ?? "done";
      const answer =
        code === "done" ? { ok: true, record: RECORD } : { ok: false, error: chatError(code) };
      return Promise.resolve(answer as RequestAnswer<never>);
    },
  };
  const sender = new ActionSender(chat, () => nowMs);
  return { act: sender.act, ids, pass: (ms: number) => (nowMs += ms) };
}

describe("[MO17] an action of the staff", () => {
  it("goes out once when it is asked for twice at once", async () => {
    const { act, ids } = begin([]);
    const answers = await Promise.all([act(BAN), act(BAN)]);
    expect(ids).toEqual([expect.stringMatching(/^[\w-]{20}$/)]);
    expect(answers[0]).toEqual({ ok: true, record: RECORD });
    expect(answers[1]).toBe(answers[0]);
  });

  it.each(["store-unavailable", "store-busy"] as const)(
    "is the same one to the server when it is asked for again after %s",
    async (code) => {
      const { act, ids } = begin([code, code]);
      await act(BAN);
      await act(BAN);
      await act(BAN);
      await act(BAN);
      const [first, second, third, fourth] = ids;
      expect([second, third]).toEqual([first, first]);
      expect(fourth).not.toBe(first);
    },
  );

  it("is another one after it was refused, after others, and a minute later", async () => {
    const { act, ids, pass } = begin(["forbidden", "store-busy", "done", "store-busy"]);
    await act(BAN);
    await act(BAN);
    await act(LIFT);
    await act(BAN);
    pass(60_000);
    await act(BAN);
    expect(new Set(ids).size).toBe(5);
  });
});
