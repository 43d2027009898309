import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { describe, expect, it, onTestFinished } from "vitest";
import { accept, refuse, type Result } from "#protocol";
import { StoreError } from "../../../server/src/chat/ports/store-error.ts";
import type { Asker } from "../../../server/src/chat/moderation/staff-pages.ts";
import {
  createHttpApi,
  type HttpApiOptions,
} from "../../../server/src/transport/http-api/create-http-api.ts";
import { OriginPolicy } from "../../../server/src/transport/origin-policy.ts";
import { ADMIN_TOKEN } from "../../support/http-api.ts";

type Pages = AsyncGenerator<Result<readonly object[]>>;

/** Asks for an export that gives these pages; resolves with the answer. */
async function exportOf(pages: (asker: Asker) => Pages): Promise<Response> {
  const options = {
    ...{ adminToken: ADMIN_TOKEN, origins: new OriginPolicy({ origins: [], loopbackOnly: false }) },
    requestLimits: { ofKnown: () => undefined },
    requests: { exportMessages: pages },
    logger: { warn: () => undefined, error: () => undefined },
  };
  const app = express();
  app.use("/api/v1", createHttpApi(options as unknown as HttpApiOptions));
  const http = createServer(app).listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}/api/v1/streams/s1/messages`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
}

const PAGE = accept([{ id: "i1" }, { id: "i2" }]);

describe("an export", () => {
  it("[AD2] has every page, one object a line", async () => {
    const answer = await exportOf(async function* () {
      yield PAGE;
      yield accept([]);
      yield accept([{ id: "i3" }]);
    });
    expect(await answer.text()).toBe('{"id":"i1"}\n{"id":"i2"}\n{"id":"i3"}\n');
  });

  it.each<[string, () => Pages]>([
    [
      "the store fails",
      async function* () {
        yield PAGE;
        throw new StoreError("store-unavailable");
      },
    ],
    [
      "its next page is refused",
      async function* () {
        yield PAGE;
        yield refuse("rate-limited");
      },
    ],
  ])("[AD2] does not look complete where %s half-way", async (_what, pages) => {
    const answer = await exportOf(pages);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it("[AD6] has the status of what kept it from beginning", async () => {
    const answer = await exportOf(async function* () {
      yield* [];
      throw new StoreError("store-unavailable");
    });
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({ ok: false }),
    ]);
  });

  it("[LOG11] ends with the page that it is at once its caller has gone", async () => {
    let isGone: boolean | undefined;
    const left = Promise.withResolvers<void>();
    const answer = await exportOf(async function* (asker) {
      yield PAGE;
      try {
        while (!asker.isGone()) {
          yield accept([{ text: "x".repeat(100_000) }]);
          await new Promise(setImmediate);
        }
      } finally {
        isGone = asker.isGone();
        left.resolve();
      }
    });
    await answer.body?.cancel();
    await left.promise;
    expect(isGone).toBe(true);
  });
});
