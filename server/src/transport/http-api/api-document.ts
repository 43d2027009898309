import { z } from "zod";
import type { Operation } from "./operation.ts";
import { refusal } from "./schemas/refusal-schema.ts";
import { namedSchemas, toSchema } from "./schemas/registry.ts";

const REFUSALS = {
  400: "The request does not have the right form.",
  401: "No token was sent, or the token is not accepted.",
  403: "Token lacks permission, or the page's origin is not allowed.",
  404: "This does not exist.",
  409: "The present state does not allow this.",
  429: "Too many requests in a short time; see Retry-After.",
  500: "Something went wrong on the server; its log has the details, under the id in the message.",
  503: "The database does not answer at the moment; see Retry-After.",
} as const;

/** The HTTP API as an OpenAPI 3.1 document. (SPEC AD8) */
export function apiDocument(operations: readonly Operation[], version: string, base = ""): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const each of operations)
    paths[each.path] = { ...paths[each.path], [each.method]: toOperation(each) };
  return {
    openapi: "3.1.1",
    info: { title: "live-chat", version, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: `${base}/api/v1` }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "CHAT_ADMIN_TOKEN, or a token of an owner of the stream.",
        },
      },
      schemas: namedSchemas(),
      responses: Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [
          `Refusal${status}`,
          { description, content: json(toSchema(refusal)) },
        ]),
      ),
    },
  };
}

function toOperation(operation: Operation): object {
  const { id, summary, access, path, query = {} } = operation;
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const parameters = [
    ...named.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...Object.entries(query).map(([name, description]) => ({
      name,
      in: "query",
      description,
      schema: { type: "string" },
    })),
  ];
  return {
    operationId: id,
    summary,
    ...(access === "operator" && { description: "For the operator only." }),
    ...(parameters.length > 0 && { parameters }),
    ...("body" in operation &&
      operation.body && {
        requestBody: { required: true, content: json(toSchema(operation.body)) },
      }),
    responses: {
      200: { description: "Done.", content: contentOf(operation) },
      ...Object.fromEntries(
        Object.keys(REFUSALS).map((status) => [
          status,
          { $ref: `#/components/responses/Refusal${status}` },
        ]),
      ),
    },
  };
}

function contentOf(operation: Operation): object {
  if ("line" in operation)
    return {
      "application/x-ndjson": {
        schema: { type: "string", description: "One JSON object a line." },
        "x-line": toSchema(operation.line),
      },
    };
  if ("write" in operation) return { [operation.contentType]: { schema: { type: "string" } } };
  return json(toSchema(operation.answer.extend({ ok: z.literal(true) })));
}

function json(schema: object): object {
  return { "application/json": { schema } };
}
