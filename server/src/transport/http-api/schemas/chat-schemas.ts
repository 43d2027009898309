import { forEachSwitch, STAFF_LIMITS, type RoomMode } from "#protocol";
import { z } from "zod";
import { registerSchema } from "./registry.ts";

export const role = registerSchema(
  "Role",
  z.enum(["viewer", "guest", "member", "moderator", "owner"]),
);

const personFields = {
  userId: z.string(),
  nickname: z.string(),
  avatarUrl: z.string().exactOptional(),
};

export const person = registerSchema("Person", z.object(personFields));

export const messageFields = {
  ...personFields,
  id: z.string(),
  streamId: z.string(),
  role,
  message: z.string(),
  timestamp: z.number().describe("In ms since 1970."),
  clientId: z.string().exactOptional(),
  replyTo: z.object({ id: z.string(), seq: z.int() }).exactOptional(),
};

export const chatMessage = registerSchema(
  "ChatMessage",
  z.object({
    ...messageFields,
    seq: z.int().describe("The message's position in the stream's log."),
  }),
);

const on = z.literal(true).exactOptional();

export const roomMode = registerSchema(
  "RoomMode",
  z.object({
    slowSeconds: z.int().min(1).max(STAFF_LIMITS.slowSeconds).exactOptional(),
    accountAgeSeconds: z.int().min(1).max(STAFF_LIMITS.accountAgeSeconds).exactOptional(),
    ...forEachSwitch(() => on),
  } satisfies Record<keyof RoomMode, z.ZodType>),
  "The rules for everyone's messages; an absent rule is off.",
);

export const pin = registerSchema(
  "Pin",
  z.object({
    text: z.string(),
    link: z.string().exactOptional(),
    messageId: z.string().exactOptional(),
    nickname: z.string().exactOptional(),
  }),
);
