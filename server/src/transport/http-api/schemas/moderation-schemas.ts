import type { ModerationAction, ModerationActionKind } from "#protocol";
import { z } from "zod";
import { chatMessage, messageFields, person, role } from "./chat-schemas.ts";
import { registerSchema } from "./registry.ts";

const atMs = z.number().describe("In ms since 1970.");

const ACTION_KINDS = [
  "remove",
  "timeout",
  "ban",
  "shadow",
  "lift",
  "purge",
  "clear",
  "set-mode",
  "shield",
  "pin",
  "pin-text",
  "unpin",
  "appoint",
  "note",
  "approve",
  "reject",
  "dismiss",
  "undo",
  "set-filters",
  "set-name",
  "permit-link",
  "auto",
] as const satisfies readonly (ModerationActionKind | ModerationAction["kind"])[];

export const auditRecord = registerSchema(
  "AuditRecord",
  z.object({
    id: z.string(),
    streamId: z
      .string()
      .exactOptional()
      .describe("Absent if the action was done to a channel from outside its streams."),
    channelId: z.string().exactOptional().describe("The channel, if the action was done to one."),
    atMs,
    by: z
      .object({ userId: z.string(), nickname: z.string(), role })
      .nullable()
      .describe("Who acted; null for the operator and for filter rules."),
    kind: z.enum(ACTION_KINDS),
    person: person.exactOptional(),
    message: z.object({ id: z.string(), text: z.string() }).exactOptional(),
    reason: z.string().exactOptional(),
    untilMs: z.number().exactOptional(),
    detail: z.record(z.string(), z.unknown()).exactOptional(),
    undoable: z.boolean(),
    undoneBy: z.string().exactOptional(),
  }),
);

export const sanction = registerSchema(
  "Sanction",
  z.object({
    userId: z.string(),
    nickname: z.string().exactOptional(),
    kind: z.enum(["timeout", "ban", "shadow"]),
    reason: z.string().exactOptional(),
    sinceMs: z.number(),
    untilMs: z.number().exactOptional(),
    withAddress: z.literal(true).exactOptional(),
    actionId: z.string(),
    scope: z
      .literal("channel")
      .exactOptional()
      .describe("Set if the sanction holds for a channel."),
  }),
);

export const personCard = registerSchema(
  "PersonCard",
  z.object({
    person,
    role,
    appointedIn: z
      .array(z.enum(["stream", "channel"]))
      .exactOptional()
      .describe("Where an owner made them a moderator."),
    knownSinceMs: z.number().exactOptional(),
    sanction: sanction.exactOptional(),
    channelSanction: sanction.exactOptional(),
    messages: z.array(
      chatMessage.extend({
        removed: z.literal(true).exactOptional(),
        held: z.literal(true).exactOptional(),
      }),
    ),
    actions: z.array(auditRecord),
    notes: z.array(z.object({ id: z.string(), by: z.string(), atMs, text: z.string() })),
  }),
);

export const appointedPerson = registerSchema(
  "AppointedPerson",
  z.object({
    userId: z.string(),
    nickname: z.string().exactOptional(),
    role: z.literal("moderator"),
  }),
);

const heldMessage = registerSchema(
  "HeldMessage",
  z.object({
    ...messageFields,
    why: z.enum(["filter", "shadow"]),
    rule: z.string().exactOptional(),
  }),
);

const reportReason = z.enum(["spam", "abuse", "sexual", "personal", "other"]);

export const reviewQueue = z.object({
  held: z.array(heldMessage),
  reported: z.array(
    z.object({
      message: chatMessage,
      reports: z.array(z.object({ reason: reportReason, count: z.int() })),
      lastAtMs: z.number(),
    }),
  ),
  waiting: z.int(),
  full: z
    .literal(true)
    .exactOptional()
    .describe("The queue is full: new messages replace older ones."),
});
