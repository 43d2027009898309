import { expect, it, onTestFinished } from "vitest";
import type { Answer } from "#protocol";
import { startPostgres } from "../support/postgres.ts";
import { pgClient } from "../support/pg-client.ts";
import { startPgbouncer } from "../support/pgbouncer.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, join, type Client } from "../support/stock-client.ts";
import { TcpProxy } from "../support/tcp-proxy.ts";
import { STREAM } from "./support.ts";

/** A primary and a standby behind one address, as a provider has them. */
async function startPair() {
  const primary = await startPostgres();
  onTestFinished(() => primary.stop());
  const standby = await startPostgres({ follows: primary });
  onTestFinished(() => standby.stop());
  const proxy = await TcpProxy.start(primary.url);
  const url = new URL(primary.url);
  url.port = new URL(proxy.url).port;
  return { primary, standby, proxy, url: url.href };
}

function send(client: Client, text: string): Promise<Answer<object>> {
  const payload = { streamId: STREAM, message: text, clientId: `id-${text}` };
  return ask(client, "send-message", payload) as Promise<Answer<object>>;
}

/** Sends until it is taken; how often it was refused, and with what. */
async function sendUntilTaken(client: Client, text: string): Promise<string[]> {
  const refusals: string[] = [];
  for (;;) {
    const answer = await send(client, text);
    if (answer.ok) return refusals;
    refusals.push(answer.error.code);
    if (refusals.length > 200) throw new Error(`never taken: ${refusals.at(-1)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function readiness(url: string): Promise<number> {
  return (await fetch(`${url}/readyz`)).status;
}

it.each([
  ["the server itself", async (url: string) => url],
  ["pgbouncer", startPgbouncer],
])(
  "[LOG7] after a failover behind %s, connections to a server that only reads are left at once, and the new primary is used",
  async (_, by) => {
    const { primary, standby, proxy, url } = await startPair();
    const server = await startServer({ databaseUrl: await by(url) });
    const client = connect(server.url, { transports: ["websocket"] });
    await join(client, STREAM, "민지");
    expect(await sendUntilTaken(client, "before")).toEqual([]);
    const admin = await pgClient(primary.url);
    const other = await pgClient(standby.url);
    while (
      !(await other.query("select 1 from live_chat.entries").catch(() => ({ rows: [] }))).rows[0]
    )
      await new Promise((resolve) => setTimeout(resolve, 20));

    // The old primary answers on, but takes no writes; new connections reach the standby.
    await admin.query("alter system set default_transaction_read_only = on");
    await admin.query("select pg_reload_conf()");
    while ((await admin.query("show transaction_read_only")).rows[0].transaction_read_only !== "on")
      await new Promise((resolve) => setTimeout(resolve, 20));
    proxy.leadTo(standby.url);
    expect(await readiness(server.url)).toBe(503);
    const refused = await send(client, "meanwhile");
    expect(refused).toMatchObject({
      ok: false,
      error: { code: "store-unavailable", retryable: true },
    });

    await other.query("select pg_promote()");
    // Not one by one as each old connection is tried: the first send finds the new primary.
    expect(await sendUntilTaken(client, "after")).toEqual([]);
    expect(await readiness(server.url)).toBe(200);
    const { rows } = await other.query("select body from live_chat.entries order by seq");
    expect(rows.map(({ body }) => body)).toEqual(["before", "after"]);
  },
);
