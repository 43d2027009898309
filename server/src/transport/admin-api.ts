import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { chatError, parseStreamId, type ErrorCode } from "#protocol";
import { Router, type Request, type Response } from "express";
import type { Chat } from "../chat/chat.ts";
import { exportMessages } from "../chat/export-messages.ts";
import { purgePerson } from "../chat/purge-person.ts";
import { bearsToken } from "./bears-token.ts";
import type { Logger } from "./logger.ts";
import { toRefusal } from "./to-refusal.ts";

/** What the server's operator does over HTTP. (SPEC AD1–AD3) */
export function createAdminApi(
  chat: Pick<Chat, "log" | "commits">,
  adminToken: string,
  logger: Logger,
): Router {
  const router = Router();
  router.use((request, response, next) => {
    if (bearsToken(request, adminToken)) return next();
    response.set("WWW-Authenticate", "Bearer");
    refuse(response, 401, "sign-in-required", "Send Authorization: Bearer <CHAT_ADMIN_TOKEN>.");
  });

  router.get("/streams/:id/messages", async (request, response) => {
    const streamId = parseStreamId(request.params.id);
    if (!streamId.ok) return refuse(response, 400, streamId.error.code);
    const pages = exportMessages(chat.log, streamId.value);
    // The first page before the status: a store that is down is then said so.
    const first = await pages.next();
    response.type("application/x-ndjson");
    await pipeline(Readable.from(toLines(first.done ? [] : first.value, pages)), response);
  });

  router.delete("/people/:userId/messages", async (request, response) => {
    const streams = await purgePerson(chat.log, chat.commits, request.params.userId);
    response.json({ ok: true, streams });
  });

  router.use((error: unknown, _request: Request, response: Response, _next: () => void) => {
    const { status } = error as { status?: number };
    if (status !== undefined && status < 500) return refuse(response, status, "bad-request");
    const refusal = toRefusal(error, logger);
    // Cut off, or half an export would look like a whole one.
    if (response.headersSent) response.destroy();
    else response.status(refusal.error.code === "internal" ? 500 : 503).json(refusal);
  });
  return router;
}

async function* toLines(
  first: readonly object[],
  rest: AsyncIterable<readonly object[]>,
): AsyncGenerator<string> {
  yield toNdjson(first);
  for await (const page of rest) yield toNdjson(page);
}

function toNdjson(page: readonly object[]): string {
  return page.map((item) => `${JSON.stringify(item)}\n`).join("");
}

function refuse(response: Response, status: number, code: ErrorCode, message?: string): void {
  const error = chatError(code, { ...(message && { message }) });
  response.status(status).json({ ok: false, error });
}
