import { describe, expect, it } from "vitest";
import {
  moderationAction,
  parseAction,
  parseAuthenticate,
  parseFetchEntries,
  parseFilterRules,
  parseJoinRoom,
  parseLeaveRoom,
  parseLoadHistory,
  parseLoadPerson,
  parseLoadQueue,
  parseLoadReport,
  parseModerate,
  parseRemoveMessage,
  parseReportMessage,
  parseScopedRead,
  parseSendMessage,
  parseStaffPage,
  parseTryFilter,
  type ErrorCode,
  type Form,
} from "#protocol";
import { checkFields, type Field, type Request } from "../support/check-fields.ts";

/* Every field of every request: what becomes of it where it is missing, null or of another type. */

const REQUIRED = refusedWith("bad-request");
const OPTIONAL: Field = { missing: "left out", ifNull: "left out", otherType: "bad-request" };
/** Whatever it is, it refuses nothing. */
const IGNORED: Field = { ...OPTIONAL, otherType: "left out" };
const STREAM = refusedWith("invalid-stream-id");
/** The id of something that a server made. */
const KNOWN = refusedWith("not-found");
const CLIENT_ID: Field = { ...OPTIONAL, otherType: "invalid-client-id" };
/** A setting of a mode, which null switches off. */
const SETTING: Field = { ...OPTIONAL, ifNull: { is: null } };

describe.each(
  Object.entries<Request>({
    "[JR1] [JR3] [LOG4] join-room": {
      parse: parseJoinRoom,
      noObject: "bad-request",
      payload: {
        streamId: "s1",
        user: { userId: "u", nickname: "n", avatarUrl: "https://a.test/a.png" },
        after: { epoch: "e", seq: 1, id: "i" },
        wants: ["entries"],
      },
      fields: {
        streamId: STREAM,
        user: OPTIONAL,
        "user.userId": IGNORED,
        "user.nickname": { ...OPTIONAL, otherType: "invalid-nickname" },
        "user.avatarUrl": IGNORED,
        after: OPTIONAL,
        "after.epoch": REQUIRED,
        "after.seq": REQUIRED,
        "after.id": REQUIRED,
        wants: IGNORED,
      },
    },
    "[LR1] leave-room": {
      parse: parseLeaveRoom,
      payload: { streamId: "s1" },
      fields: { streamId: STREAM },
    },
    "[SM1] [LOG3] [SM9] send-message": {
      parse: parseSendMessage,
      noObject: "bad-request",
      payload: { streamId: "s1", message: "m", clientId: "c", replyTo: "1.a" },
      fields: { streamId: STREAM, message: REQUIRED, clientId: CLIENT_ID, replyTo: OPTIONAL },
    },
    "[RM1] remove-message": {
      parse: parseRemoveMessage,
      noObject: "bad-request",
      payload: { streamId: "s1", id: "1.a" },
      fields: { streamId: STREAM, id: KNOWN },
    },
    "[HE4] report-message": {
      parse: parseReportMessage,
      payload: { streamId: "s1", id: "1.a", reason: "spam" },
      fields: { streamId: STREAM, id: KNOWN, reason: REQUIRED },
    },
    "[HI1] load-history": {
      parse: parseLoadHistory,
      noObject: "bad-request",
      payload: { streamId: "s1", before: 9, limit: 7 },
      fields: { streamId: STREAM, before: REQUIRED, limit: byDefault(100) },
    },
    "[EN5] fetch-entries": {
      parse: parseFetchEntries,
      noObject: "bad-request",
      payload: { streamId: "s1", after: 9, limit: 7 },
      fields: { streamId: STREAM, after: REQUIRED, limit: byDefault(500) },
    },
    "[ID5] authenticate": {
      parse: parseAuthenticate,
      noObject: "bad-request",
      payload: { token: "t" },
      fields: { token: REQUIRED },
    },
    "[MO2] [MO17] moderate": {
      parse: parseModerate,
      payload: { streamId: "s1", action: { kind: "clear" }, scope: "stream", clientId: "c" },
      fields: {
        streamId: STREAM,
        action: REQUIRED,
        "action.kind": REQUIRED,
        scope: OPTIONAL,
        clientId: CLIENT_ID,
      },
    },
    "[MO5] load-audit, load-sanctions": {
      parse: parseStaffPage,
      payload: { streamId: "s1", scope: "channel", limit: 7, before: "1.a", search: "x" },
      fields: {
        streamId: STREAM,
        scope: OPTIONAL,
        limit: byDefault(100),
        before: OPTIONAL,
        search: OPTIONAL,
      },
    },
    "[MO10] load-person": {
      parse: parseLoadPerson,
      payload: { streamId: "s1", userId: "u" },
      fields: { streamId: STREAM, userId: REQUIRED },
    },
    "[HE3] load-queue": {
      parse: parseLoadQueue,
      payload: { streamId: "s1" },
      fields: { streamId: STREAM },
    },
    "[CH7] load-staff, load-filters": {
      parse: parseScopedRead,
      payload: { streamId: "s1", scope: "channel" },
      fields: { streamId: STREAM, scope: OPTIONAL },
    },
    "[FI13] try-filter": {
      parse: parseTryFilter,
      payload: { streamId: "s1", scope: "channel", text: "t", rules: [] },
      fields: { streamId: STREAM, scope: OPTIONAL, text: REQUIRED, rules: OPTIONAL },
    },
    "[RP1] load-report": {
      parse: parseLoadReport,
      payload: { streamId: "s1", fromMs: 1, toMs: 2 },
      fields: { streamId: STREAM, fromMs: OPTIONAL, toMs: OPTIONAL },
    },
  }),
)("%s", (_, request) => {
  checkFields({ noObject: "invalid-stream-id", ...request });
});

const ACTIONS: Readonly<Record<string, Pick<Request, "payload" | "fields">>> = {
  remove: {
    payload: { messageId: "1.a", reason: "r" },
    fields: { messageId: KNOWN, reason: OPTIONAL },
  },
  timeout: {
    payload: { userId: "u", seconds: 60, purge: true, reason: "r" },
    fields: { userId: REQUIRED, seconds: REQUIRED, purge: IGNORED, reason: OPTIONAL },
  },
  ban: {
    payload: { userId: "u", purge: true, withAddress: true, seconds: 60, reason: "r" },
    fields: {
      userId: REQUIRED,
      purge: IGNORED,
      withAddress: IGNORED,
      seconds: OPTIONAL,
      reason: OPTIONAL,
    },
  },
  shadow: { payload: { userId: "u", reason: "r" }, fields: { userId: REQUIRED, reason: OPTIONAL } },
  lift: { payload: { userId: "u", reason: "r" }, fields: { userId: REQUIRED, reason: OPTIONAL } },
  purge: { payload: { userId: "u", reason: "r" }, fields: { userId: REQUIRED, reason: OPTIONAL } },
  clear: { payload: { reason: "r" }, fields: { reason: OPTIONAL } },
  "set-mode": {
    payload: {
      mode: {
        slowSeconds: 5,
        accountAgeSeconds: 60,
        frozen: true,
        membersOnly: true,
        emojiOnly: true,
        noLinks: true,
        unique: true,
        ended: true,
      },
    },
    fields: {
      mode: REQUIRED,
      "mode.slowSeconds": SETTING,
      "mode.accountAgeSeconds": SETTING,
      "mode.frozen": SETTING,
      "mode.membersOnly": SETTING,
      "mode.emojiOnly": SETTING,
      "mode.noLinks": SETTING,
      "mode.unique": SETTING,
      "mode.ended": SETTING,
    },
  },
  shield: { payload: { on: true }, fields: { on: REQUIRED } },
  pin: { payload: { messageId: "1.a" }, fields: { messageId: KNOWN } },
  "pin-text": {
    payload: { text: "t", link: "https://a.test/" },
    fields: { text: REQUIRED, link: OPTIONAL },
  },
  unpin: { payload: {}, fields: {} },
  appoint: {
    payload: { userId: "u", role: "moderator" },
    fields: { userId: REQUIRED, role: REQUIRED },
  },
  "permit-link": { payload: { userId: "u" }, fields: { userId: REQUIRED } },
  "set-filters": { payload: { rules: [] }, fields: { rules: REQUIRED } },
  "set-name": { payload: { name: "n" }, fields: { name: REQUIRED } },
  note: { payload: { userId: "u", text: "t" }, fields: { userId: REQUIRED, text: REQUIRED } },
  approve: { payload: { heldId: "1.a" }, fields: { heldId: KNOWN } },
  reject: { payload: { heldId: "1.a" }, fields: { heldId: KNOWN } },
  dismiss: { payload: { messageId: "1.a" }, fields: { messageId: KNOWN } },
  undo: { payload: { actionId: "1.a" }, fields: { actionId: KNOWN } },
};

describe("actions", () => {
  it("[MO2] are all here, with all of their fields", () => {
    const ours = Object.entries(ACTIONS).map(([kind, { fields }]) => [
      kind,
      Object.keys(fields).sort(),
    ]);
    expect(variantsOf(moderationAction.form)).toEqual(Object.fromEntries(ours));
  });

  describe.each(Object.entries(ACTIONS))("[MO2] %s", (kind, { payload, fields }) => {
    checkFields({
      parse: parseAction,
      noObject: "bad-request",
      payload: { kind, ...payload },
      fields: { kind: REQUIRED, ...fields },
    });
  });
});

const RULES: Readonly<Record<string, Pick<Request, "payload" | "fields">>> = {
  words: {
    payload: { lists: ["ko"], words: ["w"], allow: ["a"] },
    fields: { lists: OPTIONAL, words: OPTIONAL, allow: OPTIONAL },
  },
  patterns: { payload: { patterns: ["p"] }, fields: { patterns: REQUIRED } },
  links: {
    payload: { allow: ["a.test"] },
    fields: { allow: { missing: { is: [] }, ifNull: { is: [] }, otherType: "bad-request" } },
  },
  repeats: {
    payload: { byOne: 2, byMany: 9, withinSeconds: 60 },
    fields: { byOne: OPTIONAL, byMany: OPTIONAL, withinSeconds: REQUIRED },
  },
  flood: { payload: { inRow: 5, lines: 5 }, fields: { inRow: OPTIONAL, lines: OPTIONAL } },
  capitals: {
    payload: { percent: 80, minLetters: 10 },
    fields: { percent: REQUIRED, minLetters: REQUIRED },
  },
};

describe.each(Object.entries(RULES))("[FI1] [FI3] a rule of %s", (kind, { payload, fields }) => {
  checkFields({
    parse: (raw) => {
      const rules = parseFilterRules([raw]);
      return rules.ok ? { ok: true, value: rules.value[0] } : rules;
    },
    noObject: "bad-request",
    payload: { id: "r", kind, ...payload, action: { kind: "timeout", seconds: 60 }, reason: "r" },
    fields: {
      id: REQUIRED,
      kind: REQUIRED,
      ...fields,
      action: REQUIRED,
      "action.kind": REQUIRED,
      "action.seconds": REQUIRED,
      reason: OPTIONAL,
    },
  });
});

it("[MO6] 0, false and null switch a setting of a mode off", () => {
  const parse = (mode: object): unknown => parseAction({ kind: "set-mode", mode });
  for (const off of [0, false, null])
    expect(parse({ slowSeconds: off, accountAgeSeconds: off })).toMatchObject({
      value: { mode: { slowSeconds: null, accountAgeSeconds: null } },
    });
  for (const off of [false, null])
    expect(parse({ frozen: off, ended: off })).toMatchObject({
      value: { mode: { frozen: null, ended: null } },
    });
});

function refusedWith(code: ErrorCode): Field {
  return { missing: code, ifNull: code, otherType: code };
}

function byDefault(value: number): Field {
  return { missing: { is: value }, ifNull: { is: value }, otherType: "bad-request" };
}

/** The kinds of a form, with the paths of their fields. */
function variantsOf(form: Form): Record<string, string[]> {
  const kinds = form.kind === "variants" ? form.of : [];
  return Object.fromEntries(
    kinds.map((each) => {
      const { kind, ...fields } = each.kind === "object" ? each.fields : {};
      return [kind?.kind === "choice" ? kind.of[0] : "", pathsOf(fields).sort()];
    }),
  );
}

function pathsOf(fields: Readonly<Record<string, Form>>, before = ""): string[] {
  return Object.entries(fields).flatMap(([name, form]) => [
    before + name,
    ...(form.kind === "object" ? pathsOf(form.fields, `${before}${name}.`) : []),
  ]);
}
