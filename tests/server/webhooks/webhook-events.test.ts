import { expect, it } from "vitest";
import type { AuditRecord, Entry } from "#protocol";
import { toWebhookEvents } from "../../../server/src/chat/webhooks/webhook-events.ts";

const TOM = { userId: "tom", nickname: "Tom", role: "guest" } as const;
const PLACE = { seq: 7, id: "7.x", timestamp: 5 };

const told = (entry: object) =>
  toWebhookEvents("s1", {
    ...{ epoch: "e", to: { seq: 7, actions: 0 }, more: false },
    items: [{ entry: { ...PLACE, ...entry } as Entry }],
  });

const SAID = { ...PLACE, ...TOM, kind: "message", message: "hello" } as const;

it.each<[string, object, string, object]>([
  ["a message", SAID, "message.created", { ...TOM, message: "hello" }],
  [
    "a removal",
    { kind: "removal", messageId: "1.a", messageSeq: 1 },
    "message.removed",
    { messageId: "1.a", messageSeq: 1 },
  ],
  ["a purge", { kind: "purge", userId: "tom" }, "messages.purged", { userId: "tom" }],
  ["a clearing", { kind: "clear" }, "messages.cleared", {}],
  [
    "a restoration",
    { kind: "restoration", undoes: 3, message: { ...SAID, seq: 2, id: "2.b" } },
    "messages.restored",
    { undoes: 3, message: { id: "2.b", message: "hello" } },
  ],
  [
    "a change of the mode",
    { kind: "mode", mode: { frozen: true } },
    "mode.changed",
    { mode: { frozen: true } },
  ],
  ["a pin", { kind: "pin", pinned: { text: "look" } }, "pin.changed", { pinned: { text: "look" } }],
  ["a pin that is taken off", { kind: "pin", pinned: null }, "pin.changed", { pinned: null }],
])("[WH2] tells of %s what its entry says", (_, entry, type, data) => {
  expect(told(entry)).toMatchObject([{ id: "7.x", timestamp: 5, type, data: { seq: 7, ...data } }]);
});

it("[WH2] tells nothing of a message that was removed since", () => {
  expect(told({ kind: "tombstone" })).toEqual([]);
});

it("[WH2][LOG5] tells of an action all but the text of its message", () => {
  const record = {
    ...{ id: "r1", kind: "remove", atMs: 5, streamId: "s1", by: null, undoable: true },
    message: { id: "1.a", text: "a secret", ...TOM },
    reason: "rude",
  } as unknown as AuditRecord;
  const to = { seq: 0, actions: 1 };
  const [event] = toWebhookEvents("s1", { epoch: "e", items: [{ record }], to, more: false });
  expect(event).toEqual({
    ...{ id: "r1", type: "action.done", timestamp: 5 },
    data: {
      ...{ id: "r1", kind: "remove", atMs: 5, streamId: "s1", by: null, reason: "rude" },
      message: { id: "1.a" },
    },
  });
});
