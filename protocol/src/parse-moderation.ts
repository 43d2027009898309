import { isHttpsAddress } from "./https-address.ts";
import type { Moderate, StaffPage } from "./events.ts";
import { isGiven, isToken, isUserId, record, type Fields } from "./fields.ts";
import { CLIENT_ID_PATTERN, LIMITS } from "./limits.ts";
import type { ModerationAction, ReportReason } from "./moderation.ts";
import { parseFilterRules } from "./parse-filters.ts";
import { parseModeChange } from "./parse-room-mode.ts";
import { parseStreamId } from "./parse.ts";
import { accept, refuse, type Refusal, type Result } from "./result.ts";
import { cleanLine, cleanText, countGraphemes, isInvisible } from "./text.ts";

/* What staff ask for, parsed from `unknown`; see parse.ts. */

/** Parses one action on a stream. (SPEC MO2) */
export function parseModerate(raw: unknown): Result<Moderate> {
  const fields = record(raw);
  const streamId = parseStreamId(fields?.("streamId"));
  if (!streamId.ok) return streamId;
  const action = parseAction(fields?.("action"));
  if (!action.ok) return action;
  const clientId = parseActionId(fields?.("clientId"));
  if (!clientId.ok) return clientId;
  return accept({ streamId: streamId.value, action: action.value, ...clientId.value });
}

/** Parses the id by which an action can be repeated. (SPEC MO17) */
export function parseActionId(raw: unknown): Result<{ clientId?: string }> {
  if (!isGiven(raw)) return accept({});
  return typeof raw === "string" && CLIENT_ID_PATTERN.test(raw)
    ? accept({ clientId: raw })
    : refuse("invalid-client-id");
}

/** Parses one action, whoever asks for it. */
export function parseAction(raw: unknown): Result<ModerationAction> {
  const fields = record(raw);
  const kind = fields?.("kind");
  if (!fields || typeof kind !== "string" || !Object.hasOwn(ACTIONS, kind))
    return wrong("action must be an object with a kind that exists.");
  return ACTIONS[kind as ModerationAction["kind"]](fields);
}

/** Parses the bounds of a page that staff read. (SPEC MO5) */
export function parseStaffPage(raw: unknown): Result<Omit<StaffPage, "limit"> & { limit: number }> {
  const fields = record(raw);
  const streamId = parseStreamId(fields?.("streamId"));
  if (!fields || !streamId.ok) return streamId.ok ? refuse("bad-request") : streamId;
  const before = fields("before");
  const limit = fields("limit") ?? LIMITS.staffPageItems;
  const search = fields("search");
  if (isGiven(before) && !isToken(before)) return wrong("before must be the id of an item.");
  if (!Number.isSafeInteger(limit)) return wrong("limit must be a whole number.");
  if (isGiven(search) && (typeof search !== "string" || search.length > 256))
    return wrong("search must be a string of at most 256 characters.");
  const words = typeof search === "string" ? cleanLine(search) : "";
  return accept({
    streamId: streamId.value,
    limit: Math.min(Math.max(limit as number, 1), LIMITS.staffPageItems),
    ...(isToken(before) && { before }),
    ...(words !== "" && { search: words }),
  });
}

/** Parses the id of a person. */
export function parseUserId(raw: unknown): Result<string> {
  return isUserId(raw) ? accept(raw) : wrongUserId();
}

/** Parses whose card is asked for. (SPEC MO10) */
export function parseLoadPerson(raw: unknown): Result<{ streamId: string; userId: string }> {
  const fields = record(raw);
  const streamId = parseStreamId(fields?.("streamId"));
  if (!streamId.ok) return streamId;
  const userId = fields?.("userId");
  return isUserId(userId) ? accept({ streamId: streamId.value, userId }) : wrongUserId();
}

/** Parses which stream's queue is asked for. (SPEC HE3) */
export function parseLoadQueue(raw: unknown): Result<{ streamId: string }> {
  const streamId = parseStreamId(record(raw)?.("streamId"));
  return streamId.ok ? accept({ streamId: streamId.value }) : streamId;
}

const REPORT_REASONS: ReadonlySet<unknown> = new Set<ReportReason>([
  ...(["spam", "abuse", "sexual", "personal", "other"] as const),
]);

/** Parses a viewer's report of a message. (SPEC HE4) */
export function parseReportMessage(
  raw: unknown,
): Result<{ streamId: string; id: string; reason: ReportReason }> {
  const fields = record(raw);
  const streamId = parseStreamId(fields?.("streamId"));
  if (!streamId.ok) return streamId;
  const id = fields?.("id");
  const reason = fields?.("reason");
  if (!isId(id)) return refuse("not-found");
  if (!REPORT_REASONS.has(reason)) return wrong("reason must be one of those that there are.");
  return accept({ streamId: streamId.value, id, reason: reason as ReportReason });
}

type Parse<Kind extends ModerationAction["kind"]> = (
  fields: Fields,
) => Result<Extract<ModerationAction, { kind: Kind }>>;

const ACTIONS: { [Kind in ModerationAction["kind"]]: Parse<Kind> } = {
  remove: (fields) => onMessage("remove", fields, parseReason(fields)),
  pin: (fields) => onMessage("pin", fields, accept({})),
  dismiss: (fields) => onMessage("dismiss", fields, accept({})),
  timeout: (fields) => {
    const seconds = fields("seconds");
    if (!isSeconds(seconds, LIMITS.timeoutSeconds))
      return wrong("seconds must be a whole number from 10 to 86400.");
    return onPerson("timeout", fields, { seconds, ...flag(fields, "purge") });
  },
  ban: (fields) => {
    const seconds = fields("seconds");
    if (isGiven(seconds) && !isSeconds(seconds, LIMITS.banSeconds))
      return wrong("seconds must be a whole number from 10 to 315360000.");
    const flags = { ...flag(fields, "purge"), ...flag(fields, "withAddress") };
    return onPerson("ban", fields, { ...flags, ...(isGiven(seconds) && { seconds }) } as object);
  },
  shadow: (fields) => onPerson("shadow", fields, {}),
  lift: (fields) => onPerson("lift", fields, {}),
  purge: (fields) => onPerson("purge", fields, {}),
  clear: (fields) => {
    const reason = parseReason(fields);
    return reason.ok ? accept({ kind: "clear", ...reason.value }) : reason;
  },
  "set-mode": (fields) => {
    const mode = parseModeChange(fields("mode"));
    return mode.ok ? accept({ kind: "set-mode", mode: mode.value }) : mode;
  },
  shield: (fields) => {
    const on = fields("on");
    return typeof on === "boolean"
      ? accept({ kind: "shield", on })
      : wrong("on must be a boolean.");
  },
  "pin-text": parsePinText,
  unpin: () => accept({ kind: "unpin" }),
  appoint: (fields) => {
    const [userId, role] = [fields("userId"), fields("role")];
    if (!isUserId(userId)) return wrongUserId();
    if (role !== "moderator" && role !== "member")
      return wrong("role must be moderator or member.");
    return accept({ kind: "appoint", userId, role });
  },
  "permit-link": (fields) => {
    const userId = fields("userId");
    return isUserId(userId) ? accept({ kind: "permit-link", userId }) : wrongUserId();
  },
  "set-filters": (fields) => {
    const rules = parseFilterRules(fields("rules"));
    return rules.ok ? accept({ kind: "set-filters", rules: rules.value }) : rules;
  },
  note: (fields) => {
    const userId = fields("userId");
    if (!isUserId(userId)) return wrongUserId();
    const text = measured(fields("text"), cleanText, LIMITS.noteGraphemes);
    return text ? accept({ kind: "note", userId, text }) : wrong("text is empty or too long.");
  },
  approve: (fields) => onHeld("approve", fields),
  reject: (fields) => onHeld("reject", fields),
  undo: (fields) => {
    const actionId = fields("actionId");
    return isId(actionId) ? accept({ kind: "undo", actionId }) : refuse("not-found");
  },
};

function onMessage<Kind extends "remove" | "pin" | "dismiss">(
  kind: Kind,
  fields: Fields,
  more: Result<object>,
): Result<Extract<ModerationAction, { kind: Kind }>> {
  const messageId = fields("messageId");
  if (!isId(messageId)) return refuse("not-found");
  if (!more.ok) return more;
  return accept({ kind, messageId, ...more.value } as Extract<ModerationAction, { kind: Kind }>);
}

function onPerson<Kind extends "timeout" | "ban" | "shadow" | "lift" | "purge">(
  kind: Kind,
  fields: Fields,
  more: object,
): Result<Extract<ModerationAction, { kind: Kind }>> {
  const userId = fields("userId");
  if (!isUserId(userId)) return wrongUserId();
  const reason = parseReason(fields);
  if (!reason.ok) return reason;
  return accept({ kind, userId, ...more, ...reason.value } as Extract<
    ModerationAction,
    { kind: Kind }
  >);
}

function onHeld<Kind extends "approve" | "reject">(
  kind: Kind,
  fields: Fields,
): Result<{ kind: Kind; heldId: string }> {
  const heldId = fields("heldId");
  return isId(heldId) ? accept({ kind, heldId }) : refuse("not-found");
}

function parsePinText(fields: Fields): Result<Extract<ModerationAction, { kind: "pin-text" }>> {
  const text = measured(fields("text"), cleanText, LIMITS.pinGraphemes);
  if (!text) return wrong("text is empty or too long.");
  const link = fields("link");
  if (!isGiven(link)) return accept({ kind: "pin-text", text });
  if (typeof link !== "string" || link.length > 2_048 || !isHttpsAddress(link))
    return wrong("link must be an https address without a user name.");
  return accept({ kind: "pin-text", text, link });
}

function parseReason(fields: Fields): Result<{ reason?: string }> {
  const raw = fields("reason");
  if (!isGiven(raw) || raw === "") return accept({});
  const reason = measured(raw, cleanLine, LIMITS.reasonGraphemes);
  return reason ? accept({ reason }) : wrong("reason is too long.");
}

function flag<Name extends string>(fields: Fields, name: Name): { [Key in Name]?: true } {
  return (fields(name) === true ? { [name]: true } : {}) as { [Key in Name]?: true };
}

function isSeconds(value: unknown, max: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 10 && (value as number) <= max;
}

function measured(
  raw: unknown,
  clean: (text: string) => string,
  maxGraphemes: number,
): string | undefined {
  if (typeof raw !== "string" || raw.length > 8 * maxGraphemes) return undefined;
  const text = clean(raw);
  return isInvisible(text) || countGraphemes(text) > maxGraphemes ? undefined : text;
}

function isId(value: unknown): value is string {
  return isToken(value) && value !== "";
}

function wrongUserId(): Refusal {
  return wrong("userId must be the id of a person.");
}

function wrong(message: string): Refusal {
  return refuse("bad-request", { message });
}
