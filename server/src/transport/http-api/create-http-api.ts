import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { accept, parseChannelId, parseStreamId, refuse, type Result } from "#protocol";
import express, { Router, type NextFunction, type Request, type Response } from "express";
import type { AdminRequests } from "../../chat/requests/admin-requests.ts";
import { callerOfPrincipal } from "../../chat/moderation/moderate-as-principal.ts";
import { channelKey } from "../../chat/ports/channel-key.ts";
import type { InvitationService } from "../../chat/ports/invitation-service.ts";
import type { WebhookAdmin } from "../../chat/webhooks/webhook.ts";
import type { Logger } from "../logger.ts";
import { toRefusal } from "../to-refusal.ts";
import { ApiAccess, type ApiAccessOptions } from "./api-access.ts";
import { apiDocument } from "./api-document.ts";
import type { Call, LinesOperation, Operation, TextOperation } from "./operation.ts";
import { ALL_OPERATIONS } from "./operations/all-operations.ts";
import { exportAudit } from "./operations/moderation-operations.ts";
import { writeRefusal } from "./write-refusal.ts";

export interface HttpApiOptions extends ApiAccessOptions {
  requests: AdminRequests;
  webhooks: WebhookAdmin;
  invitations: InvitationService;
  /** The server's public URL, if it is behind a proxy. */
  publicUrl?: string;
  logger: Logger;
  version: string;
  /** The base path, if the server is not at the root of its origin. */
  base?: string;
}

const parseJson = express.json({ limit: "16kb" });
const NOTHING_HERE = refuse("not-found", {
  message: "Nothing exists at this address. GET /api/v1/openapi.json describes the interface.",
});

/** The HTTP API for the operator and owners. (SPEC AD1–AD8) */
export function createHttpApi(options: HttpApiOptions): Router {
  const router = Router();
  const access = new ApiAccess(options);
  let document: string | undefined;
  router.get("/openapi.json", (_request, response) => {
    // Built on demand: most servers never serve it, and it takes a tenth of the start time.
    document ??= JSON.stringify(apiDocument(ALL_OPERATIONS, options.version, options.base));
    response.set("Access-Control-Allow-Origin", "*").type("json").send(document);
  });
  for (const operation of ALL_OPERATIONS) addRoute(router, operation, access, options);
  router.use((_request, response) => writeRefusal(response, NOTHING_HERE));
  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status } = error as { status?: number };
    if (status !== undefined && status < 500)
      return writeRefusal(response, refuse("bad-request"), status);
    const refusal = toRefusal(error, options.logger);
    // Cut the connection, otherwise half an export would look complete.
    if (response.headersSent) response.destroy();
    else writeRefusal(response, refusal);
  });
  return router;
}

function addRoute(
  router: Router,
  operation: Operation,
  access: ApiAccess,
  options: HttpApiOptions,
): void {
  const path = operation.path.replace(/\{(\w+)\}/g, ":$1");
  router.options(path, access.allowPages);
  router[operation.method](path, access.allowPages, parseJson, async (request, response) => {
    const call = await toCall(request, response, operation, access, options);
    if (!call.ok) return writeRefusal(response, call);
    const lines = linesOf(operation, request);
    if (lines) return sendLines(response, await lines.read(call.value));
    if ("write" in operation)
      return sendText(response, operation, await operation.write(call.value));
    if (!("handle" in operation)) return undefined;
    const result = await operation.handle(call.value);
    if (result.ok) response.json({ ok: true, ...result.value });
    else writeRefusal(response, result);
  });
}

async function toCall(
  request: Request,
  response: Response,
  operation: Operation,
  access: ApiAccess,
  { requests, webhooks, invitations, publicUrl }: HttpApiOptions,
): Promise<Result<Call>> {
  const params = request.params as Record<string, string>;
  const streamId = parseKey(operation.path, params["id"]);
  if (streamId && !streamId.ok) return streamId;
  const owned = operation.access === "owner" ? streamId?.value : undefined;
  const admitted = await (operation.access === "staff"
    ? access.admitSignedIn(request)
    : access.admit(request, owned));
  if (!admitted.ok) return admitted;
  const { principal, streamsAsker } = admitted.value;
  const body = parseBody(operation, request.body);
  if (!body.ok) return body;
  const query = Object.fromEntries(
    Object.keys(operation.query ?? {}).map((name) => {
      const value = Object.hasOwn(request.query, name) ? request.query[name] : undefined;
      return [name, typeof value === "string" ? value : undefined];
    }),
  );
  const ownUrl = publicUrl ?? `${request.protocol}://${request.headers.host ?? ""}`;
  const place = { webhooks, invitations, ownUrl, streamId: streamId?.value ?? "", params, query };
  const asker = {
    caller: callerOfPrincipal(principal, place.streamId),
    // A caller who has disconnected waits for no answer.
    isGone: () => response.closed,
  };
  return {
    ok: true,
    value: {
      requests,
      principal,
      ...(streamsAsker && { streamsAsker }),
      asker,
      ...place,
      body: body.value,
    },
  };
}

/** What a path names: a stream, or a channel by its key; undefined where it names neither. */
function parseKey(path: string, id: string | undefined): Result<string> | undefined {
  if (path.startsWith("/streams/{id}")) return parseStreamId(id);
  if (!path.startsWith("/channels/{id}")) return undefined;
  const channelId = parseChannelId(id);
  return channelId.ok ? accept(channelKey(channelId.value)) : channelId;
}

function parseBody(operation: Operation, raw: unknown): Result<unknown> {
  if (!("body" in operation) || !operation.body) return { ok: true, value: undefined };
  const parsed = operation.body.safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".");
  const message = `${place ? `${place}: ` : ""}${issue?.message ?? "wrong form"}`;
  return refuse("bad-request", { message: message.slice(0, 300) });
}

/** The operation, if it always answers in lines, or the caller only accepts lines. (SPEC AD5) */
function linesOf(operation: Operation, request: Request): LinesOperation | undefined {
  if ("line" in operation) return operation;
  const wantsLines = operation.path.endsWith("/audit") && !request.accepts("application/json");
  return wantsLines && request.accepts("application/x-ndjson") ? exportAudit : undefined;
}

function sendText(
  response: Response,
  { contentType }: TextOperation,
  written: Result<{ name: string; text: string }>,
): void {
  if (!written.ok) return writeRefusal(response, written);
  const { name, text } = written.value;
  // Browsers save the file instead of showing it.
  response.attachment(name).set("X-Content-Type-Options", "nosniff");
  response.type(contentType).send(text);
}

async function sendLines(
  response: Response,
  pages: Result<AsyncGenerator<Result<readonly object[]>>>,
): Promise<void> {
  if (!pages.ok) return writeRefusal(response, pages);
  // Read the first page before sending the status, so that a failing store is reported in it.
  const first = await pages.value.next();
  const page = first.done ? accept([]) : (first.value as Result<readonly object[]>);
  if (!page.ok) return writeRefusal(response, page);
  response.type("application/x-ndjson");
  await pipeline(Readable.from(toLines(page.value, pages.value)), response).catch(
    (error: NodeJS.ErrnoException) => {
      // The caller has left, which is no fault of the server's.
      if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
    },
  );
}

async function* toLines(
  first: readonly object[],
  rest: AsyncIterable<Result<readonly object[]>>,
): AsyncGenerator<string> {
  yield toNdjson(first);
  for await (const page of rest) {
    if (!page.ok) throw new Error(`an export was refused its next page: ${page.error.code}`);
    yield toNdjson(page.value);
  }
}

function toNdjson(page: readonly object[]): string {
  return page.map((item) => `${JSON.stringify(item)}\n`).join("");
}
