import type { IncomingMessage } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { toMember } from "../../server/src/auth/claims.ts";
import { callerOfPrincipal } from "../../server/src/chat/moderation/moderate-as-principal.ts";
import { callerAddress } from "../../server/src/transport/caller-address.ts";
import { RequestLimits } from "../../server/src/transport/request-limits.ts";
import { UndeclaredProxyWatch } from "../../server/src/transport/undeclared-proxy.ts";
import { ADMIN_TOKEN } from "../support/http-api.ts";
import { SIGN_IN, tokenOf } from "../support/staff.ts";
import { standingClock } from "../support/standing-clock.ts";
import { startServer } from "../support/start-server.ts";

const BOUNDED = {
  ...{ ...SIGN_IN, adminToken: ADMIN_TOKEN, rateLimit: "8/600s" },
  trustProxy: ["127.0.0.0/8", "::1"],
};
const ATTACKER = "203.0.113.7";

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

describe("requests over HTTP", () => {
  it("[AD7] 650 with junk for a token keep neither the operator nor an owner out", async () => {
    const { url } = await startServer(BOUNDED, { clock: standingClock() });
    const ask = async (token: string) => {
      const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": ATTACKER };
      return (await fetch(`${url}/api/v1/streams/s1/state`, { headers })).status;
    };
    const junk: number[] = [];
    for (let i = 0; i < 26; i++)
      junk.push(...(await Promise.all(Array.from({ length: 25 }, () => ask("junk")))));
    expect(new Set(junk)).toEqual(new Set([401, 429]));
    expect(await ask(ADMIN_TOKEN)).toBe(200);
    expect(await ask(await tokenOf("boss", { chat_role: "owner" }))).toBe(200);
  });

  it("[AD7] 650 of a person whose id is “operator” do not keep the operator out", async () => {
    const { url } = await startServer(BOUNDED, { clock: standingClock() });
    const ask = async (path: string, token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${url}/api/v1/${path}`, { headers })).status;
    };
    const token = await tokenOf("operator");
    const statuses: number[] = [];
    for (let i = 0; i < 26; i++)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 25 }, () => ask("staff/streams", token)))),
      );
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(await ask("webhooks", ADMIN_TOKEN)).toBe(200);
    expect(await ask("streams/s1/state", ADMIN_TOKEN)).toBe(200);
  });

  it("[AD7] no token names a person who counts as the operator", () => {
    const { userId } = callerOfPrincipal({ kind: "operator" }, "s1");
    expect(toMember({ sub: userId, exp: 4_000_000_000 }, "own")).toBeUndefined();
  });

  it("[AD7] 650 guesses at the operator's token are as many as anybody else's", async () => {
    const { url } = await startServer(BOUNDED, { clock: standingClock() });
    const headers = { authorization: "Bearer guess", "x-forwarded-for": ATTACKER };
    const statuses: number[] = [];
    for (let i = 0; i < 26; i++)
      for (const { status } of await Promise.all(
        Array.from({ length: 25 }, () => fetch(`${url}/api/v1/webhooks`, { headers })),
      ))
        statuses.push(status);
    expect(statuses.indexOf(429)).toBe(600);
  });

  it("[AD7] count an IPv6 network as one address, and give more to what may be a proxy", () => {
    const rate = { count: 10, windowMs: 60_000 };
    const limits = new RequestLimits({
      ...{ clock: { nowMs: () => 0 }, bounded: true, address: rate, known: rate },
      addressOf: callerAddress(),
    });
    const until = (from: (i: number) => IncomingMessage) => {
      for (let i = 0; i < 1_000; i++) if (limits.ofAddress(from(i))) return i;
      return Infinity;
    };
    expect(until((i) => request(`2001:db8:1:2::${i.toString(16)}`))).toBe(10);
    expect(until(() => request("10.0.0.5", ATTACKER))).toBe(200);
    // What comes through one proxy is not counted against another.
    expect(until(() => request("10.0.0.6", ATTACKER))).toBe(200);
    expect(limits.ofKnown("boss")).toBeUndefined();
  });

  it("[SI9] 700 sign-ins from one address keep nobody there from going on", async () => {
    const { url } = await startServer(BOUNDED, { clock: standingClock() });
    const post = async (path: string, body: object) =>
      fetch(`${url}/api/v1/${path}`, {
        method: "POST",
        headers: { origin: url, "content-type": "application/json", "x-forwarded-for": ATTACKER },
        body: JSON.stringify(body),
      });
    const statuses: number[] = [];
    for (let i = 0; i < 28; i++)
      statuses.push(
        ...(await Promise.all(
          Array.from({ length: 25 }, async () => (await post("sign-in/requests", {})).status),
        )),
      );
    expect(statuses.at(-1)).toBe(429);
    // Looked at, and not refused for what others did: this one is nobody's.
    const refreshed = await post("chat-sessions/refresh", { refreshHandle: "session.secret" });
    expect(refreshed.status).toBe(401);
    const revoked = await post("chat-sessions/revoke", { refreshHandle: "session.secret" });
    expect(revoked.status).toBe(200);
  });

  it("[SI9] 700 handles that somebody makes up are counted together, by address", async () => {
    const { url } = await startServer(BOUNDED, { clock: standingClock() });
    const refresh = async (i: number, address = ATTACKER) =>
      (
        await fetch(`${url}/api/v1/chat-sessions/refresh`, {
          method: "POST",
          headers: {
            ...{ origin: url, "content-type": "application/json", "x-forwarded-for": address },
          },
          body: JSON.stringify({ refreshHandle: `made-up-${i}.secret` }),
        })
      ).status;
    const statuses: number[] = [];
    for (let i = 0; i < 700; i += 25)
      statuses.push(...(await Promise.all(Array.from({ length: 25 }, (_, k) => refresh(i + k)))));
    expect(statuses.filter((status) => status === 401)).toHaveLength(600);
    expect(statuses.at(-1)).toBe(429);
    expect(await refresh(700, "203.0.113.8")).toBe(401);
  });
});

describe("an undeclared proxy", () => {
  const watch = (...trusted: string[]) => {
    const warn = vi.fn();
    return { warn, watch: new UndeclaredProxyWatch(callerAddress(trusted), warn) };
  };

  it("is reported once, with the setting's name", () => {
    const { warn, watch: proxy } = watch();
    for (let i = 0; i < 200; i++) proxy.note(request("10.0.0.5", `203.0.113.${i}`));
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toContain("CHAT_TRUST_PROXY=10.0.0.5");
  });

  it("is not reported if it is declared, or if others connect directly", () => {
    const named = watch("10.0.0.5");
    for (let i = 0; i < 200; i++) named.watch.note(request("10.0.0.5", `203.0.113.${i % 250}`));
    expect(named.warn).not.toHaveBeenCalled();
    const mixed = watch();
    mixed.watch.note(request("198.51.100.7"));
    for (let i = 0; i < 200; i++) mixed.watch.note(request("10.0.0.5", "203.0.113.1"));
    expect(mixed.warn).not.toHaveBeenCalled();
    // Of several addresses, none can be named.
    const several = watch();
    for (let i = 0; i < 200; i++)
      several.watch.note(request(`10.0.0.${5 + (i % 2)}`, "203.0.113.1"));
    expect(several.warn).not.toHaveBeenCalled();
  });

  it("is reported although the machine checks its own health", () => {
    const { warn, watch: proxy } = watch();
    for (let i = 0; i < 100; i++) {
      proxy.note(request("127.0.0.1"));
      proxy.note(request("10.0.0.5", "203.0.113.1"));
    }
    expect(warn).toHaveBeenCalledOnce();
  });
});
