import { expect } from "vitest";
import type { Operation } from "../../server/src/transport/http-api/operation.ts";
import { ALL_OPERATIONS } from "../../server/src/transport/http-api/operations/all-operations.ts";
import { refusal } from "../../server/src/transport/http-api/schemas/refusal-schema.ts";

export const ADMIN_TOKEN = "an-admin-token-of-more-than-thirty-two-characters";

/** What was answered; its body was found to be of the form that the API document names. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it as they like
  body: any;
}

/** Asks a server's HTTP interface, and checks each answer against its form. (SPEC AD8) */
export function apiOf(url: string, token: string | undefined = ADMIN_TOKEN, more: object = {}) {
  const ask =
    (method: Operation["method"]) =>
    async (path: string, body?: unknown): Promise<ApiAnswer> => {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...more,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const parsed: unknown = await answer.json();
      if (answer.ok) expectForm(operationOf(method, path), parsed);
      else expect(refusal.parse(parsed)).toEqual(parsed);
      return { status: answer.status, headers: answer.headers, body: parsed };
    };
  return { get: ask("get"), put: ask("put"), post: ask("post"), delete: ask("delete") };
}

function operationOf(method: Operation["method"], path: string): Operation {
  const [plain = ""] = path.split("?");
  const found = ALL_OPERATIONS.find(
    (each) =>
      each.method === method &&
      new RegExp(`^${each.path.replace(/\{\w+\}/g, "[^/]+")}$`).test(plain),
  );
  if (!found) throw new Error(`no operation is ${method} ${path}`);
  return found;
}

/** Exactly as in the schema, because parsing drops unknown fields. */
function expectForm(operation: Operation, body: unknown): void {
  if (!("answer" in operation)) throw new Error(`${operation.id} answers in lines`);
  const { ok, ...rest } = body as { ok: unknown };
  expect(ok).toBe(true);
  expect(operation.answer.parse(rest)).toEqual(rest);
}
