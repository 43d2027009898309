import { IncomingMessage } from "node:http";
import { queryObjects } from "node:v8";
import { expect, it, onTestFinished } from "vitest";
import { LightClient } from "../support/light-client.ts";
import { startServer } from "../support/start-server.ts";

/** What has not been collected of a kind. */
function count(kind: new (...args: never[]) => object): number {
  return queryObjects(kind as never, { format: "count" }) as unknown as number;
}

it("keeps nothing of the requests with which connections began", async () => {
  const { url } = await startServer();
  const open = async () => {
    const client = await LightClient.open(url.replace("localhost", "127.0.0.1"));
    onTestFinished(() => client.close());
    await client.ask("join-room", { streamId: "s1", wants: ["entries"] });
  };
  await open();
  const before = count(IncomingMessage);
  await Promise.all(Array.from({ length: 50 }, open));
  expect(count(IncomingMessage) - before).toBeLessThan(5);
});
