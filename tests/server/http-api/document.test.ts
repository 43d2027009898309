import { Validator } from "@seriousme/openapi-schema-validator";
import type { Router } from "express";
import { describe, expect, it } from "vitest";
import type {
  AuditRecord,
  ChatMessage,
  PersonCard,
  Pin,
  ReviewQueue,
  RoomMode,
  Sanction,
} from "#protocol";
import { createHttpApi } from "../../../server/src/transport/http-api/create-http-api.ts";
import type * as chat from "../../../server/src/transport/http-api/schemas/chat-schemas.ts";
import type * as staff from "../../../server/src/transport/http-api/schemas/moderation-schemas.ts";
import type { Form } from "../../../server/src/transport/http-api/schemas/registry.ts";
import { startServer } from "../../support/start-server.ts";

/** Whether two types take the same values; `true` compiles only then. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type FormOf<Schema, T> = Same<Form<Schema>, T>;

const AS_IN_THE_PROTOCOL: [
  FormOf<typeof chat.chatMessage, ChatMessage>,
  FormOf<typeof chat.roomMode, RoomMode>,
  FormOf<typeof chat.pin, Pin>,
  FormOf<typeof staff.auditRecord, AuditRecord>,
  FormOf<typeof staff.sanction, Sanction>,
  FormOf<typeof staff.personCard, PersonCard>,
  FormOf<typeof staff.reviewQueue, ReviewQueue>,
] = [true, true, true, true, true, true, true];

interface ApiDocument {
  openapi: string;
  paths: Record<string, Record<string, object>>;
  components: { schemas: Record<string, object> };
}

async function readDocument(): Promise<ApiDocument> {
  const { url } = await startServer();
  const answer = await fetch(`${url}/api/v1/openapi.json`, {
    headers: { origin: "https://a.example" },
  });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  return (await answer.json()) as ApiDocument;
}

describe("the API document", () => {
  it("[AD8] is valid OpenAPI 3.1, whose references all lead somewhere", async () => {
    const document = await readDocument();
    const validator = new Validator();
    const verdict = await validator.validate({ ...structuredClone(document) });
    expect(verdict.errors ?? []).toEqual([]);
    expect(validator.version).toBe("3.1");
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it("[AD8] describes every route", async () => {
    const { paths } = await readDocument();
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const { stack } = createHttpApi({
      ...{ requestLimits: {} as never, version: "0", origins: {} as never, logger: {} as never },
      ...{
        requests: {} as never,
        authenticator: {} as never,
        storeClock: {} as never,
        webhooks: {} as never,
        invitations: {} as never,
      },
    }) as Router;
    const routed = stack.flatMap(({ route }) => {
      const { path, methods } = (route ?? { methods: {} }) as unknown as {
        path: string;
        methods: Record<string, boolean>;
      };
      return Object.keys(methods)
        .filter((method) => method !== "options" && path !== "/openapi.json")
        .map((method) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    });
    expect(routed.length).toBeGreaterThan(5);
    expect(documented.sort()).toEqual(routed.sort());
  });

  it("[AD8] says what the protocol says, in both directions", () => {
    // The compiler has compared the types; here is what would not compile otherwise.
    expect(AS_IN_THE_PROTOCOL).not.toContain(false);
  });
});
