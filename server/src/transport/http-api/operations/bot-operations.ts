import {
  CLIENT_ID_PATTERN,
  LIMITS,
  parseNickname,
  parseSendMessage,
  safeAvatarUrl,
} from "#protocol";
import { z } from "zod";
import { operation, type Operation } from "../operation.ts";
import { chatMessage } from "../schemas/chat-schemas.ts";
import { registerSchema } from "../schemas/registry.ts";

const botMessage = registerSchema(
  "BotMessage",
  z.strictObject({
    bot: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .describe("The bot's id; its user id is `bot:` and this."),
    name: z.string().describe("The name that everyone sees, with a badge."),
    avatarUrl: z.string().max(LIMITS.avatarUrlChars).exactOptional(),
    message: z.string(),
    clientId: z
      .string()
      .regex(CLIENT_ID_PATTERN)
      .exactOptional()
      .describe("Your own id of the message: a repeat with the same id is not posted again."),
    replyTo: z.string().max(64).exactOptional().describe("The id of the message that it answers."),
  }),
);

const postMessage = operation({
  method: "post",
  path: "/streams/{id}/messages",
  id: "postMessage",
  access: "owner",
  summary: "Posts as a bot, with a name and a badge of its own.",
  body: botMessage,
  answer: z.object({ message: chatMessage }),
  handle: async ({ requests, principal, streamId, body }) => {
    const nickname = parseNickname(body.name);
    if (!nickname.ok) return nickname;
    const send = parseSendMessage({ ...body, streamId });
    if (!send.ok) return send;
    const avatarUrl = safeAvatarUrl(body.avatarUrl);
    const bot = {
      userId: `bot:${body.bot}` as const,
      nickname: nickname.value,
      ...(avatarUrl && { avatarUrl }),
    };
    return requests.postAsBot(principal, bot, send.value);
  },
});

/** Operations of bots. (SPEC AD9) */
export const botOperations: readonly Operation[] = [postMessage];
