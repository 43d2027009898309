import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "./api-error.ts";
import { record } from "./body-fields.ts";
import type { Faults } from "./faults.ts";
import type { Project, Reply } from "./project.ts";
import { OPEN_PATHS, ROUTES } from "./routes/routes.ts";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET,POST,PUT,PATCH,DELETE,OPTIONS",
  "access-control-allow-headers":
    "accept,apikey,authorization,content-type,x-client-info,x-supabase-api-version",
  "access-control-expose-headers": "X-Total-Count,Link,X-Supabase-Api-Version",
};

/** Answers a request as the API and the gateway before it do: CORS, API key, route, refusal. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  project: Project,
  faults: Faults,
): Promise<void> {
  for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
  if (request.method === "OPTIONS") return void response.writeHead(204).end();
  const url = new URL(request.url ?? "/", project.url);
  const path = url.pathname.replace(/^\/auth\/v1/, "");
  if (!(await faults.letPass(path, response))) return;
  try {
    const route = ROUTES[`${request.method} ${path}`];
    if (!route) throw new ApiError(404, "not_found", "404 page not found");
    if (!OPEN_PATHS.has(path) && request.headers["apikey"] !== project.publishableKey)
      return send(response, { status: 401, json: { message: "Invalid API key" } });
    const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const body = await readBody(request);
    send(response, await route({ query: url.searchParams, body, bearer }, project));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refuse(request, response, error);
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if ("redirect" in reply) response.writeHead(302, { location: reply.redirect }).end();
  else if ("html" in reply)
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(reply.html);
  else {
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
    response.end(reply.json && JSON.stringify(reply.json));
  }
}

/** Clients that name a version of the API get its form of errors; older ones get the first form. */
function refuse(request: IncomingMessage, response: ServerResponse, error: ApiError): void {
  const { status, code, message } = error;
  const version = request.headers["x-supabase-api-version"];
  response.setHeader("x-sb-error-code", code);
  if (version === undefined)
    return send(response, { status, json: { code: status, error_code: code, msg: message } });
  response.setHeader("x-supabase-api-version", version);
  send(response, { status, json: { code, message } });
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return {};
  try {
    return record(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch {
    throw new ApiError(400, "bad_json", "Could not parse request body as JSON");
  }
}
