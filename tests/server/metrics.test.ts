import { readFileSync } from "node:fs";
import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { JoinThrottle } from "../../server/src/chat/limits/join-throttle.ts";
import { Rooms } from "../../server/src/chat/streams/rooms.ts";
import { noCounts } from "../../server/src/fan-out/fan-out-stats.ts";
import { Metrics } from "../../server/src/metrics/metrics.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";
import { freePort } from "../support/free-port.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join, next, send, tell } from "../support/stock-client.ts";

interface Dashboard {
  panels: { targets: { expr: string }[] }[];
}

const adminToken = "an admin token of more than thirty-two characters".replaceAll(" ", "-");

function read(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
}

async function scrape(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}

/** The value of a line, by the name and labels that it begins with. */
function valueOf(page: string, series: string): number | undefined {
  const line = page.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

/** Every metric there is, a bus and all, with its help. */
async function everyMetric(): Promise<Map<string, string>> {
  const metrics = new Metrics();
  const log = new MemoryMessageLog({ nowMs: () => 1 });
  const nothing = { onEntries: () => undefined, onDiverged: () => undefined };
  const chat = {
    rooms: new Rooms(log, { historyLimit: 1, recoveryEntries: 1, ...nothing }),
    joinThrottle: new JoinThrottle({ nowMs: () => 1, nextTurn: () => undefined, random: () => 0 }),
    commits: { waiting: 0 },
    reads: { waiting: 0 },
    nodeSync: { isUp: true, lagMs: 1, count: 1 },
  };
  const [none, fanOut] = [() => 0, noCounts];
  const waiting = { busyRooms: 0, backedUpReaders: 0, queuedBytes: 0 };
  metrics.observe({
    ...{ chat, hasBus: true, connections: none, connectionsWaiting: none },
    fanOut: () => ({ ...fanOut(), ...waiting }),
  });
  const page = await metrics.render();
  metrics.close();
  return new Map(
    [...page.matchAll(/^# HELP (\S+) (.+)$/gm)].map(([, name, help]) => [name!, help!]),
  );
}

function statusOf(port: number, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path: "/metrics", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("metrics", () => {
  it("[AD4] tell what happened, of this server alone", async () => {
    const [{ url }, quiet] = await Promise.all([startServer(), startServer()]);
    const [writer, reader] = [connect(url), connect(url)];
    await join(writer, "s1", "민지");
    tell(reader, "join-room", { streamId: "s1" });
    await next(reader, "message-history");
    const shown = next(reader, "new-message");
    await send(writer, "s1", "hi");
    await shown;
    const page = await scrape(url);
    const seen = (series: string) => valueOf(page, `live_chat_${series}`);
    expect({
      connections: seen("connections"),
      rooms: seen("rooms"),
      viewers: seen("viewers"),
      joins: seen('joins_total{outcome="admitted"}'),
      refused: seen('joins_total{outcome="refused"}'),
      messages: seen("messages_total"),
      commits: seen("commit_entries_count"),
      commitCalls: seen('store_seconds_count{call="append"}'),
      deliveries: seen("deliveries_total"),
      evictions: seen('evictions_total{reason="too-much"}'),
    }).toEqual({
      ...{ connections: 2, rooms: 1, viewers: 2, joins: 2, refused: 0 },
      ...{ messages: 1, commits: 1, commitCalls: 1, deliveries: 2, evictions: 0 },
    });
    expect(seen('loop_delay_seconds{quantile="1"}')).toBeGreaterThanOrEqual(0);
    expect(seen("sent_bytes_total")).toBeGreaterThan(0);
    expect(valueOf(page, "process_resident_memory_bytes")).toBeGreaterThan(1e6);
    expect(valueOf(await scrape(quiet.url), "live_chat_messages_total")).toBe(0);
  });

  it.each([
    ["the machine itself", {}, {}, 200],
    ["the machine itself, under a page's name", {}, { host: "rebound.example" }, 404],
    ["whoever a proxy on this machine lets through", {}, { "x-forwarded-for": "203.0.113.9" }, 404],
    ["anyone, where a proxy is known", { publicUrl: "https://chat.example" }, {}, 404],
    ["anyone, where proxies are trusted", { trustProxy: ["10.0.0.0/8"] }, {}, 404],
    ["the machine itself, where there is a token", { adminToken }, {}, 401],
    ["a wrong token", { adminToken }, { authorization: "Bearer wrong" }, 401],
    [
      "the admin token, through a proxy",
      { adminToken, publicUrl: "https://chat.example" },
      { authorization: `Bearer ${adminToken}`, "x-forwarded-for": "203.0.113.9" },
      200,
    ],
  ])("[AD4] answers %s as it should", async (_who, options, headers, status) => {
    const port = await freePort();
    await startServer({ guests: true, port, ...(options as ChatServerOptions) });
    expect(await statusOf(port, headers as Record<string, string>)).toBe(status);
  });

  it("are all that the dashboard shows", async () => {
    const known = await everyMetric();
    const dashboard = JSON.parse(read("docs/grafana/live-chat.json")) as Dashboard;
    const shown = dashboard.panels
      .flatMap(({ targets }) => targets)
      .flatMap(({ expr }) => expr.match(/\b(live_chat|process|nodejs)_\w+/g) ?? [])
      .map((name) => name.replace(/_(bucket|sum|count)$/, ""));
    expect(shown.length).toBeGreaterThan(20);
    expect(shown.filter((name) => !known.has(name))).toEqual([]);
  });

  it("are all explained to operators, and nothing else is", async () => {
    const rows = [
      ...read("docs/operating.md").matchAll(
        /^\| `((?:live_chat|process|nodejs)_[a-z_]+)` +\| (.+?) +\|$/gm,
      ),
    ];
    expect(new Map(rows.map(([, name, help]) => [name!, help!]))).toEqual(await everyMetric());
  });
});
