import { expect, it, vi } from "vitest";
import { parseSendMessage } from "#protocol";
import { makeClientId } from "../../../widget/src/client/sender/client-id.ts";

const MESSAGE = { streamId: "s1", message: "m" };

it("[LOG3] a message's id is one that the server takes, on a page over plain http too", () => {
  // Browsers have `randomUUID` only on https.
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const clientId = makeClientId();
  expect(parseSendMessage({ ...MESSAGE, clientId })).toMatchObject({ value: { clientId } });
});

it("[LOG3] every id is another one, and takes all of its random bits", () => {
  const ids = Array.from({ length: 1_000 }, makeClientId);
  expect(new Set(ids).size).toBe(1_000);
  expect(new Set(ids.join("")).size).toBe(64);
});
