import { accept, type Result } from "../errors/result.ts";
import { filterRules } from "../filters/filter-requests.ts";
import { LIMITS, STAFF_LIMITS } from "../limits.ts";
import { isHttpsAddress } from "../messages/https-address.ts";
import { isServerId } from "../schema/check-ids.ts";
import { actionScope } from "../rooms/channel.ts";
import { clientId, knownId, personId, streamId } from "../schema/ids.ts";
import {
  choice,
  namedSchema,
  object,
  optional,
  value,
  variants,
  whole,
  wrong,
  type Parsed,
} from "../schema/schema.ts";
import { cleanLine, cleanText, countGraphemes, isInvisible } from "../text.ts";
import { modeChange } from "./mode-change.ts";

/* Requests of staff. */

/** Maximum UTF-16 units per character before cleaning: emoji have several. */
const UNITS_PER_GRAPHEME = 8;

const reason = optional(
  value<string | undefined>(
    {
      kind: "text",
      maxLength: UNITS_PER_GRAPHEME * STAFF_LIMITS.reasonGraphemes,
      about: `At most ${STAFF_LIMITS.reasonGraphemes} characters.`,
    },
    (raw) => {
      if (raw === "") return accept(undefined);
      const text = measured(raw, cleanLine, STAFF_LIMITS.reasonGraphemes);
      return text === undefined ? wrong("reason is too long.") : accept(text);
    },
  ),
);

/** `true`, or nothing. */
const flag = optional(
  value<boolean | undefined>({ kind: "flag" }, (raw) => accept(raw === true ? true : undefined)),
);

const { minSanctionSeconds, timeoutSeconds, banSeconds } = STAFF_LIMITS;

/** A moderation action. Each is audited, and can be undone by `undo`. (SPEC MO2) */
export const moderationAction = namedSchema(
  "ModerationAction",
  variants(
    {
      remove: { messageId: knownId, reason },
      timeout: {
        userId: personId,
        seconds: whole("seconds", minSanctionSeconds, timeoutSeconds),
        purge: flag,
        reason,
      },
      ban: {
        userId: personId,
        purge: flag,
        /** Whether the sanction also applies to other guests from the same address. */
        withAddress: flag,
        /** Without it, the sanction lasts until it is lifted. */
        seconds: optional(whole("seconds", minSanctionSeconds, banSeconds)),
        reason,
      },
      shadow: { userId: personId, reason },
      /** Ends a person's sanction. */
      lift: { userId: personId, reason },
      purge: { userId: personId, reason },
      clear: { reason },
      "set-mode": { mode: modeChange },
      /** Slow mode, members only, no links, no repeats at once; off restores the mode before. */
      shield: {
        on: value<boolean>({ kind: "flag" }, (raw) =>
          typeof raw === "boolean" ? accept(raw) : wrong("on must be a boolean."),
        ),
      },
      pin: { messageId: knownId },
      "pin-text": {
        text: textOf(STAFF_LIMITS.pinGraphemes),
        link: optional(
          value<string>(
            { kind: "text", maxLength: STAFF_LIMITS.linkChars, about: "An https address." },
            (raw) =>
              typeof raw === "string" && raw.length <= STAFF_LIMITS.linkChars && isHttpsAddress(raw)
                ? accept(raw)
                : wrong("link must be an https address without a user name."),
          ),
        ),
      },
      unpin: {},
      /** Owners only. `member` revokes an appointment. */
      appoint: {
        userId: personId,
        role: choice(["moderator", "member"], "role must be moderator or member."),
      },
      /** Lets a person post one message with links, within ten minutes. (SPEC FI14) */
      "permit-link": { userId: personId },
      /** Owners only. Replaces all filters. (SPEC FI12) */
      "set-filters": { rules: filterRules },
      /** Owners of a channel only. Says what its staff are shown as its name; empty for none. */
      "set-name": {
        name: value<string>(
          {
            kind: "text",
            maxLength: UNITS_PER_GRAPHEME * STAFF_LIMITS.channelNameGraphemes,
            about: `At most ${STAFF_LIMITS.channelNameGraphemes} characters; empty for none.`,
          },
          parseName,
        ),
      },
      /** A note on a person's card for other staff. */
      note: { userId: personId, text: textOf(STAFF_LIMITS.noteGraphemes) },
      /** Appends a held message to the log, or drops it. (SPEC HE2) */
      approve: { heldId: knownId },
      reject: { heldId: knownId },
      /** Dismisses the reports of a message without removing it. (SPEC HE4) */
      dismiss: { messageId: knownId },
      undo: { actionId: knownId },
    },
    "action must be an object with a kind that exists.",
  ),
);
export type ModerationAction = Parsed<typeof moderationAction>;
/** Parses an action of any caller. */
export const parseAction = moderationAction.parse;

const moderate = object({
  streamId,
  action: moderationAction,
  /** What it holds for: the stream, unless it says `channel`. (SPEC CH3) */
  scope: actionScope,
  /** The actor's own id of it: asked for again under it, it is done once. (SPEC MO17) */
  clientId: optional(clientId),
});
export type Moderate = Parsed<typeof moderate>;

/** Actions that a channel knows. Time-outs, pins and messages are a stream's. (SPEC CH3) */
export const CHANNEL_ACTIONS = [
  "ban",
  "shadow",
  "lift",
  "appoint",
  "set-filters",
  "set-mode",
  "set-name",
  "note",
  "undo",
] as const satisfies readonly ModerationAction["kind"][];

/** Parses one action with what it holds for. */
export function parseModerate(raw: unknown): Result<Moderate> {
  const request = moderate.parse(raw);
  if (!request.ok) return request;
  const { scope, action } = request.value;
  if (scope !== "channel")
    return action.kind === "set-name"
      ? wrong("scope must be channel: a stream has no name.")
      : request;
  const checked = checkChannelAction(action);
  return checked.ok ? request : checked;
}

/** Parses one action that is to hold for a channel. (SPEC CH3) */
export function parseChannelAction(raw: unknown): Result<ModerationAction> {
  const action = moderationAction.parse(raw);
  return action.ok ? checkChannelAction(action.value) : action;
}

function checkChannelAction(action: ModerationAction): Result<ModerationAction> {
  const { kind } = action;
  if (!(CHANNEL_ACTIONS as readonly string[]).includes(kind))
    return wrong(`scope must be stream: ${kind} is done to one stream.`);
  if (kind === "set-mode" && action.mode.ended !== undefined)
    return wrong("mode must not have ended: each stream ends by itself.");
  return accept(action);
}

const actionId = object({ clientId: optional(clientId) });
/** Parses the id that makes an action repeatable. (SPEC MO17) */
export const parseActionId = (raw: unknown): Result<{ clientId?: string }> =>
  actionId.parse({ clientId: raw });

const staffPage = object({
  streamId,
  /** Of what: the stream, unless it says `channel`. (SPEC CH7) */
  scope: actionScope,
  limit: value<number>({ kind: "whole", min: 1, max: STAFF_LIMITS.staffPageItems }, (raw) => {
    const limit = raw ?? STAFF_LIMITS.staffPageItems;
    return Number.isSafeInteger(limit)
      ? accept(Math.min(Math.max(limit as number, 1), STAFF_LIMITS.staffPageItems))
      : wrong("limit must be a whole number.");
  }),
  /** The id of the item that the page ends before. */
  before: optional(
    value<string>({ kind: "text", maxLength: LIMITS.idChars }, (raw) =>
      isServerId(raw) ? accept(raw) : wrong("before must be the id of an item."),
    ),
  ),
  /** Text to search for in nicknames, user ids or messages. */
  search: optional(
    value<string | undefined>({ kind: "text", maxLength: STAFF_LIMITS.searchChars }, (raw) =>
      typeof raw === "string" && raw.length <= STAFF_LIMITS.searchChars
        ? accept(cleanLine(raw) || undefined)
        : wrong(`search must be a string of at most ${STAFF_LIMITS.searchChars} characters.`),
    ),
  ),
});
/** A page of staff data, newest first, ending before the item with this id. */
export type StaffPage = Omit<Parsed<typeof staffPage>, "limit"> & { limit?: number };
/** Parses the bounds of a page of staff data. (SPEC MO5) */
export const parseStaffPage = staffPage.parse;

const person = object({ streamId, userId: personId });
export type LoadPerson = Parsed<typeof person>;
/** Parses the request for a person's card. (SPEC MO10) */
export const parseLoadPerson = person.parse;

const stream = object({ streamId });

const scoped = object({ streamId, scope: actionScope });
/** Whose filters, or staff, are asked for. */
export type ScopedRead = Parsed<typeof scoped>;
/** Parses of which scope of a stream something is asked for. (SPEC CH7) */
export const parseScopedRead = scoped.parse;

/** What is asked of one stream as a whole: its queue, its pulse, its channel. */
export type LoadQueue = Parsed<typeof stream>;
/** Parses the request for a stream's review queue, and others that name a stream alone. (SPEC HE3) */
export const parseLoadQueue = stream.parse;

function parseName(raw: unknown): Result<string> {
  if (raw === "") return accept("");
  const name = measured(raw, cleanLine, STAFF_LIMITS.channelNameGraphemes);
  return name === undefined
    ? wrong(`name has 1 to ${STAFF_LIMITS.channelNameGraphemes} characters, or none.`)
    : accept(name);
}

function textOf(maxGraphemes: number) {
  return value<string>({ kind: "text", maxLength: UNITS_PER_GRAPHEME * maxGraphemes }, (raw) => {
    const text = measured(raw, cleanText, maxGraphemes);
    return text === undefined ? wrong("text is empty or too long.") : accept(text);
  });
}

function measured(
  raw: unknown,
  clean: (text: string) => string,
  maxGraphemes: number,
): string | undefined {
  if (typeof raw !== "string" || raw.length > UNITS_PER_GRAPHEME * maxGraphemes) return undefined;
  const text = clean(raw);
  return isInvisible(text) || countGraphemes(text) > maxGraphemes ? undefined : text;
}
