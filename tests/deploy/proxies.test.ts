import { describe, expect, it } from "vitest";
import { freePort } from "../support/free-port.ts";
import { startCaddy, startNginx, type StartProxy } from "../support/proxies.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join, next, send } from "../support/stock-client.ts";
import { askProxy } from "./ask-proxy.ts";

/* deploy/nginx.conf and deploy/Caddyfile, run by the real nginx and Caddy before a real server. */
const PROXIES: [string, StartProxy][] = [
  ["nginx", startNginx],
  ["Caddy", startCaddy],
];

/** Every way of writing the address of the metrics that some server might take for it. */
const METRICS = [
  ...["/metrics", "/metrics/", "/metrics?a=b", "/METRICS", "/Metrics/1", "/metrics/1"],
  ...["/api/v1/metrics", "/API/v1/Metrics", "/api/v1/metrics/"],
];
const METRICS_IN_DISGUISE = [
  ...["/%6detrics", "/metric%73", "//metrics", "/x/../metrics", "/./metrics", "/x/..//metrics"],
  ...["/metrics%2f", "/api/v1/../../metrics", "/api//v1/metrics", "/metrics;a=b", "/metrics%00"],
];

const portOf = (url: string) => Number(new URL(url).port);

describe.each(PROXIES)("behind %s", (_name, startProxy) => {
  it.each(["websocket", "polling"] as const)("people talk by %s, under TLS", async (transport) => {
    const server = await startServer({ guests: true });
    const { url, ca } = await startProxy([portOf(server.url)]);
    const [one, other] = [0, 1].map(() => connect(url, { transports: [transport], ca })) as [
      ReturnType<typeof connect>,
      ReturnType<typeof connect>,
    ];
    await join(one, "s1", "민지");
    await join(other, "s1", "수아");
    const heard = next(other, "new-message");
    await send(one, "s1", "안녕하세요");
    expect((await heard).message).toBe("안녕하세요");
    expect(other.io.engine.transport.name).toBe(transport);
  });

  it("[CN5] a page of the public address is the server's own, and others are not", async () => {
    const server = await startServer({ guests: true });
    const proxy = await startProxy([portOf(server.url)]);
    const verdict = async (origin: string) => {
      const { text } = await askProxy(proxy, "/api/v1/hello", { headers: { origin } });
      return (JSON.parse(text) as { origin: { allowed: boolean } }).origin.allowed;
    };
    expect(await verdict("https://evil.example")).toBe(false);
    expect(await verdict(proxy.url)).toBe(true);
  });

  it("[AD4] nobody gets at the metrics, however they write it", async () => {
    // Nothing tells this server of a proxy: it is the proxy that keeps the page to itself.
    const server = await startServer({ guests: true });
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain("live_chat_");
    const proxy = await startProxy([portOf(server.url)]);
    for (const path of METRICS) {
      const { status, text } = await askProxy(proxy, path);
      expect([path, status]).toEqual([path, 404]);
      // The server's own words would mean that it was asked.
      expect(text).not.toContain("Not found.");
    }
    for (const path of METRICS_IN_DISGUISE) {
      const { status, text } = await askProxy(proxy, path);
      expect([path, status >= 400, text.includes("live_chat_")]).toEqual([path, true, false]);
    }
  });

  it("the server believes nobody's own word on where they come from", async () => {
    const server = await startServer({
      guests: true,
      rateLimit: "100/10s",
      trustProxy: "127.0.0.1",
    });
    const proxy = await startProxy([portOf(server.url)]);
    const claimed = "203.0.113.7";
    const headers = { "x-forwarded-for": claimed, "x-real-ip": claimed, forwarded: claimed };
    const answers = new Set<number>();
    // A public address may ask 600 times a minute; what is behind this proxy is private.
    for (let n = 0; n < 620; n++)
      answers.add(
        (await askProxy(proxy, "/api/v1/sign-in", { localAddress: "127.0.0.2", headers })).status,
      );
    expect([...answers]).toEqual([200]);
  });

  it("visitors over http are redirected to https", async () => {
    const server = await startServer({ guests: true });
    const { plainUrl } = await startProxy([portOf(server.url)]);
    const { status, headers } = await fetch(`${plainUrl}/embed/s1`, { redirect: "manual" });
    expect([301, 308]).toContain(status);
    expect(headers.get("location")).toMatch(/^https:\/\/localhost(:\d+)?\/embed\/s1$/);
  });

  it("answers come through as they are, and no answer is a 502", async () => {
    const server = await startServer({ guests: true });
    const proxy = await startProxy([portOf(server.url)]);
    const { status, headers, text } = await askProxy(proxy, "/readyz");
    expect([status, text]).toEqual([200, '{"ok":true}']);
    expect(headers["x-content-type-options"]).toBe(
      (await fetch(`${server.url}/readyz`)).headers.get("x-content-type-options") ?? undefined,
    );
    const nobody = await startProxy([await freePort()]);
    expect((await askProxy(nobody, "/readyz")).status).toBe(502);
  });
});
