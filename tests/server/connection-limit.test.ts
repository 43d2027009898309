import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import type { ChatIoServer } from "../../server/src/transport/chat-io-server.ts";
import { limitConnections } from "../../server/src/transport/limit-connections.ts";
import { connect } from "../support/connect.ts";
import { eventually } from "../support/eventually.ts";
import { startServer } from "../support/start-server.ts";
import { join, type Client } from "../support/stock-client.ts";
import { FakeClock } from "../widget/support/fake-clock.ts";

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

type Answer = (error: string | null, allowed: boolean) => void;
type Middleware = (socket: object, next: (error?: Error) => void) => void;

/** Ten connections of an address, and how to open and close more. */
function setUpTen() {
  const clock = new FakeClock();
  let accept: Middleware = () => undefined;
  let isHostAllowed = true;
  const opts = {
    allowRequest: (_request: IncomingMessage, answer: Answer) =>
      answer(isHostAllowed ? null : "origin-not-allowed", isHostAllowed),
  };
  const engine = Object.assign(new EventEmitter(), { opts });
  const io = { engine, use: (run: Middleware) => void (accept = run) };
  const addressOf = () => "203.0.113.7";
  const options = { addressOf, clock, most: 10, random: () => 0 };
  limitConnections(io as unknown as ChatIoServer, options);
  const request = {} as IncomingMessage;
  const open = () => {
    const conn = new EventEmitter();
    let isClosed = false;
    const close = () => {
      if (!isClosed) conn.emit("close");
      isClosed = true;
    };
    engine.emit("connection", Object.assign(conn, { request, close }));
    let error: Error | undefined;
    accept({ conn }, (refused) => (error = refused));
    return { error, close, isClosed: () => isClosed };
  };
  const ask = () => {
    let answer: string | null = "nothing";
    opts.allowRequest(request, (error) => (answer = error));
    return answer;
  };
  const refuseHost = () => (isHostAllowed = false);
  return { clock, open, ask, refuseHost, ten: Array.from({ length: 10 }, open) };
}

describe("the place of a connection", () => {
  it("[CN9] is free again when it closes, also that of one that was refused", () => {
    const { clock, open, ten } = setUpTen();
    expect(ten.filter(({ error }) => error)).toEqual([]);
    for (let round = 0; round < 3; round++) {
      const refused = open();
      expect(refused.error?.message).toBe("server-busy");
      // A client that was told has the time to read it.
      clock.pass(999);
      expect(refused.isClosed()).toBe(false);
      clock.pass(1);
      expect(refused.isClosed()).toBe(true);
    }
    ten[0]!.close();
    expect([open().error, open().error?.message]).toEqual([undefined, "server-busy"]);
  });

  it("[CN9][CN5] is looked at before the handshake where there are many more, with all other checks", () => {
    const { open, ask, refuseHost, ten } = setUpTen();
    expect(ask()).toBe(null);
    open();
    expect(ask()).toBe("server-busy");
    ten[0]!.close();
    expect(ask()).toBe(null);
    refuseHost();
    expect(ask()).toBe("origin-not-allowed");
  });
});
