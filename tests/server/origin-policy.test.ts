import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { OriginPolicy } from "../../server/src/transport/origin-policy.ts";

function request(headers: Record<string, string>, remoteAddress = "203.0.113.7"): IncomingMessage {
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

const PUBLIC_URL = "https://chat.example";

describe("whose pages may speak to a server", () => {
  it("[CN5][SI2] with a public address, that address decides what the server's own pages are, and no Host header", () => {
    const policy = new OriginPolicy({ origins: [], loopbackOnly: false, publicUrl: PUBLIC_URL });
    const evil = request({ origin: "https://evil.example", host: "evil.example" });
    expect([policy.isOwn(evil), policy.judge(evil).allowed]).toEqual([false, false]);
    expect(policy.judgeSignIn(evil).allowed).toBe(false);
    const own = request({ origin: PUBLIC_URL, host: "evil.example" });
    expect([policy.isOwn(own), policy.judge(own).allowed]).toEqual([true, true]);
    expect(policy.isOwn(request({ origin: "http://chat.example", host: "chat.example" }))).toBe(
      false,
    );
  });

  it("[CN5] without a public address, a page is its own by the Host it came to", () => {
    const policy = new OriginPolicy({ origins: [], loopbackOnly: false });
    expect(policy.isOwn(request({ origin: "https://a.example", host: "a.example" }))).toBe(true);
    expect(policy.isOwn(request({ origin: "https://a.example", host: "b.example" }))).toBe(false);
    expect(policy.isOwn(request({ host: "a.example" }))).toBe(false);
  });

  it("[SI1] under * any page may show the chat, and none may ask for sessions but its own", () => {
    const policy = new OriginPolicy({ origins: "*", loopbackOnly: false, publicUrl: PUBLIC_URL });
    for (const origin of ["https://any.example", "null"]) {
      const page = request({ origin, host: "chat.example" });
      expect([policy.judge(page).allowed, policy.judgeSignIn(page).allowed]).toEqual([true, false]);
    }
    expect(policy.judgeSignIn(request({ origin: PUBLIC_URL })).allowed).toBe(true);
    // What sends no Origin is no page, and has nobody to sign in.
    expect(policy.judgeSignIn(request({})).allowed).toBe(false);
  });

  it.each([
    [{ host: "localhost:3001" }, "127.0.0.1", true],
    [{ host: "localhost:3001" }, "::ffff:127.0.0.1", true],
    [{ host: "[::1]:3001" }, "::1", true],
    [{ host: "rebound.example" }, "127.0.0.1", false],
    [{ host: "localhost.evil.example" }, "127.0.0.1", false],
    [{ host: "localhost:3001" }, "192.168.0.9", false],
    [{ host: "localhost:3001", "x-forwarded-for": "203.0.113.9" }, "127.0.0.1", false],
    [{ host: "localhost:3001", forwarded: "for=203.0.113.9" }, "127.0.0.1", false],
    [{ host: "localhost:3001", via: "1.1 tunnel" }, "127.0.0.1", false],
  ])("a demo is there for this machine alone: %j from %s", (headers, address, isServed) => {
    const demo = new OriginPolicy({ origins: [], loopbackOnly: true });
    expect(demo.admitsHost(request(headers, address))).toBe(isServed);
    const other = new OriginPolicy({ origins: [], loopbackOnly: false });
    expect(other.admitsHost(request(headers, address))).toBe(true);
  });
});
