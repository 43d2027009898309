import { describe, expect, it } from "vitest";
import { connect } from "../support/connect.ts";
import { eventually } from "../support/eventually.ts";
import { startServer } from "../support/start-server.ts";
import { join, type Client } from "../support/stock-client.ts";

const LIMITED = {
  ...{ rateLimit: "1000/1s", connectionsPerAddress: 5, guests: true },
  trustProxy: ["127.0.0.0/8", "::1"],
};

/** The result of a connection: it is up, or why not. */
function outcomeOf(client: Client): Promise<unknown> {
  return new Promise((resolve) => {
    client.once("connect", () => resolve("up"));
    client.once("connect_error", (error) => resolve((error as { data?: unknown }).data));
  });
}

describe("connections of one address", () => {
  it("[CN9] are limited, and one more receives the reason and when to come back", async () => {
    const { url } = await startServer(LIMITED);
    const from = (address: string) =>
      connect(url, {
        reconnection: false,
        transports: ["websocket"],
        extraHeaders: { "x-forwarded-for": address },
      });
    const clients = Array.from({ length: 5 }, (_, i) => from(`2001:db8:1:2::${i + 1}`));
    const outcomes = await Promise.all(clients.map(outcomeOf));
    expect(outcomes).toEqual(Array(5).fill("up"));
    expect(await outcomeOf(from("2001:db8:1:2::99"))).toMatchObject({
      code: "server-busy",
      retryable: true,
      retryAfterMs: expect.any(Number) as number,
    });
    // Others are not concerned, and there is room again when somebody goes.
    await join(from("203.0.113.8"), "s1");
    clients[0]!.disconnect();
    await eventually(
      "there is room",
      async () => (await outcomeOf(from("2001:db8:1:2::7"))) === "up",
    );
  });

  it("[CN9] that go on coming are not even opened", async () => {
    const { url } = await startServer(LIMITED);
    const open = async () => {
      const headers = { "x-forwarded-for": "203.0.113.7" };
      const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, { headers });
      await answer.text();
      return answer.status;
    };
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push(await open());
    expect(statuses).toEqual([...Array<number>(6).fill(200), ...Array<number>(6).fill(403)]);
  });

  it("[CN9] have no bound where the address may be a proxy's", async () => {
    const { url } = await startServer({ ...LIMITED, trustProxy: [] });
    const clients = Array.from({ length: 12 }, () => connect(url));
    await Promise.all(clients.map((client) => join(client, "s1")));
  });
});
