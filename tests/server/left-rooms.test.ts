import { queryObjects } from "node:v8";
import { expect, it, onTestFinished } from "vitest";
import { Roster } from "../../server/src/chat/participants/roster.ts";
import { StreamFeed } from "../../server/src/chat/streams/stream-feed.ts";
import { RoomAudience } from "../../server/src/fan-out/room-audience.ts";
import { Subscriber } from "../../server/src/fan-out/subscriber.ts";
import { LightClient } from "../support/light-client.ts";
import { startServer } from "../support/start-server.ts";

/** What has not been collected of a kind. */
function count(kind: unknown): number {
  return queryObjects(kind as never, { format: "count" }) as unknown as number;
}

/** All rooms' metrics, and a collection of garbage, take longer than the usual interval. */
const RARELY = { interval: 100 };

it("keeps nothing of thousands of rooms that were left but the last of their logs", async () => {
  const { url } = await startServer();
  const clients = await Promise.all(
    Array.from({ length: 10 }, () => LightClient.open(url.replace("localhost", "127.0.0.1"))),
  );
  onTestFinished(() => {
    for (const client of clients) client.close();
  });
  const visit = async (client: LightClient, streamId: string, more: object) => {
    expect(await client.ask("join-room", { streamId, ...more })).toContain('"ok":true');
    await client.ask("leave-room", { streamId });
  };
  const named = { user: { nickname: "민지" }, wants: ["entries"] };
  await Promise.all(
    clients.map(async (client, i) => {
      for (let n = 0; n < 150; n++) await visit(client, `s${i}.${n}`, n % 2 === 0 ? named : {});
    }),
  );
  // Those with a name have left once they do not come back.
  await expect.poll(async () => viewers(url), RARELY).toBe(0);
  for (let n = 0; n < 60; n++) await visit(clients[0]!, `later.${n}`, {});
  const left = () => [RoomAudience, Subscriber].map(count);
  await expect.poll(left, RARELY).toEqual([0, 0]);
  for (const kind of [StreamFeed, Roster]) expect(count(kind)).toBeLessThan(1_100);
});

async function viewers(url: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  return Number(/^live_chat_viewers (\d+)$/m.exec(page)?.[1]);
}
