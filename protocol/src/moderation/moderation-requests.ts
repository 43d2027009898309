import { accept, type Result } from "../errors/result.ts";
import { filterRules } from "../filters/filter-requests.ts";
import { LIMITS, STAFF_LIMITS } from "../limits.ts";
import { isHttpsAddress } from "../messages/https-address.ts";
import { isServerId } from "../schema/check-ids.ts";
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
  /** The actor's own id of the action: repeats with the same id are performed once. (SPEC MO17) */
  clientId: optional(clientId),
});
export type Moderate = Parsed<typeof moderate>;
export const parseModerate = moderate.parse;

const actionId = object({ clientId: optional(clientId) });
/** Parses the id that makes an action repeatable. (SPEC MO17) */
export const parseActionId = (raw: unknown): Result<{ clientId?: string }> =>
  actionId.parse({ clientId: raw });

const staffPage = object({
  streamId,
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
export type LoadQueue = Parsed<typeof stream>;
/** Parses the request for a stream's review queue. (SPEC HE3) */
export const parseLoadQueue = stream.parse;

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
