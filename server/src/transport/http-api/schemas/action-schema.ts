import { LIMITS } from "#protocol";
import { z } from "zod";
import { filterRules } from "./filter-schemas.ts";
import { named } from "./registry.ts";

const id = z.string().min(1).max(64);
const userId = z.string().min(1).max(128);
const reason = z
  .string()
  .max(8 * LIMITS.reasonGraphemes)
  .exactOptional()
  .describe(`At most ${LIMITS.reasonGraphemes} characters.`);
const flag = z.boolean().exactOptional();

const seconds = (max: number) => z.int().min(10).max(max);
const switchable = (max: number) => z.int().min(0).max(max).nullable().exactOptional();
const toggle = z.boolean().nullable().exactOptional();

function onMessage<Kind extends "pin" | "dismiss">(kind: Kind) {
  return z.strictObject({ kind: z.literal(kind), messageId: id });
}

function onPerson<Kind extends "shadow" | "lift" | "purge">(kind: Kind) {
  return z.strictObject({ kind: z.literal(kind), userId, reason });
}

function onHeld<Kind extends "approve" | "reject">(kind: Kind) {
  return z.strictObject({ kind: z.literal(kind), heldId: id });
}

const modeChange = z
  .strictObject({
    slowSeconds: switchable(LIMITS.slowSeconds),
    membersOnly: toggle,
    accountAgeSeconds: switchable(LIMITS.accountAgeSeconds),
    emojiOnly: toggle,
    noLinks: toggle,
    unique: toggle,
    frozen: toggle,
    ended: toggle,
  })
  .describe("Changes what is named; null, 0 or false switches it off.");

/** The form of an action; what its texts must be like is for the protocol's own parser. (SPEC MO2) */
export const moderationAction = named(
  "ModerationAction",
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("remove"), messageId: id, reason }),
    z.strictObject({
      ...{ kind: z.literal("timeout"), userId, reason, purge: flag },
      seconds: seconds(LIMITS.timeoutSeconds),
    }),
    z.strictObject({
      ...{ kind: z.literal("ban"), userId, reason, purge: flag, withAddress: flag },
      seconds: seconds(LIMITS.banSeconds).exactOptional(),
    }),
    onPerson("shadow"),
    onPerson("lift"),
    onPerson("purge"),
    z.strictObject({ kind: z.literal("clear"), reason }),
    z.strictObject({ kind: z.literal("set-mode"), mode: modeChange }),
    z.strictObject({ kind: z.literal("shield"), on: z.boolean() }),
    onMessage("pin"),
    z.strictObject({
      kind: z.literal("pin-text"),
      text: z.string().max(8 * LIMITS.pinGraphemes),
      link: z.string().max(2_048).exactOptional().describe("An https address."),
    }),
    z.strictObject({ kind: z.literal("unpin") }),
    z.strictObject({
      ...{ kind: z.literal("appoint"), userId, role: z.enum(["moderator", "member"]) },
    }),
    z.strictObject({ kind: z.literal("permit-link"), userId }),
    z.strictObject({ kind: z.literal("set-filters"), rules: filterRules }),
    z.strictObject({
      kind: z.literal("note"),
      userId,
      text: z.string().max(8 * LIMITS.noteGraphemes),
    }),
    onHeld("approve"),
    onHeld("reject"),
    onMessage("dismiss"),
    z.strictObject({ kind: z.literal("undo"), actionId: id }),
  ]),
);
