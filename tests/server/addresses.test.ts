import { describe, expect, it } from "vitest";
import { callerAddress } from "../../server/src/transport/caller-address.ts";
import { namedRanges } from "../../server/src/proxy-ranges.ts";
import { engineSidOf } from "../../server/src/transport/engine-sid.ts";
import { optionsFromEnvironment } from "../../server/src/options.ts";

function callerOf(trustProxy: readonly string[], peer: string, forwarded?: string) {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return callerAddress(trustProxy)({ socket: { remoteAddress: peer }, headers } as never);
}

describe("[MO4] an address is", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:52144", "203.0.113.7"],
    [" 203.0.113.7 ", "203.0.113.7"],
    ['"203.0.113.7:52144"', "203.0.113.7"],
    ["[2001:db8:1:2::5]:443", "2001:db8:1:2::"],
    ["[2001:db8:1:2::5]", "2001:db8:1:2::"],
    ['"[2001:DB8:1:2::5]:443"', "2001:db8:1:2::"],
    ["2001:db8:1:2:9::1", "2001:db8:1:2::"],
    ["2001:0db8:0001:0002::1", "2001:db8:1:2::"],
    ["2001:db8:1:2::5%eth0", "2001:db8:1:2::"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:80", "203.0.113.7"],
    ["unknown", undefined],
    ["0313.0.0161.7", undefined],
    ["203.0.113.7:x", undefined],
    ["203.0.113", undefined],
  ])("%s as a proxy writes it: %s", (written, caller) => {
    expect(callerOf(["10.0.0.0/8"], "10.0.0.5", `1.1.1.1, ${written}`)).toBe(caller);
  });

  it.each(["0.0.0.0/0", "::/0"])("may not be everybody's to say (%s)", (range) => {
    expect(() => optionsFromEnvironment({ CHAT_TRUST_PROXY: range })).toThrow(/CHAT_TRUST_PROXY/);
  });

  // What each of them puts into the header before it reaches the server.
  it.each([
    ["nginx", ["127.0.0.1"], "127.0.0.1", "203.0.113.7"],
    ["an AWS load balancer", ["10.0.0.0/16"], "10.0.3.17", "203.0.113.7"],
    ["an AWS load balancer that keeps ports", ["10.0.0.0/16"], "10.0.3.17", "203.0.113.7:4711"],
    ["Azure's Application Gateway", ["10.1.0.0/24"], "::ffff:10.1.0.4", "203.0.113.7:52144"],
    ["Cloudflare", ["cloudflare"], "172.70.1.9", "203.0.113.7"],
    ["Cloudflare over IPv6", ["cloudflare"], "2a06:98c0:1::9", "203.0.113.7"],
    [
      "Cloudflare before nginx",
      ["cloudflare", "127.0.0.1"],
      "127.0.0.1",
      "203.0.113.7, 172.70.1.9",
    ],
    [
      "Cloudflare before AWS",
      ["cloudflare", "private"],
      "10.0.3.17",
      "203.0.113.7, 172.70.1.9:443",
    ],
  ])("the visitor's behind %s", (_proxy, trusted, peer, forwarded) => {
    const { trustProxy } = optionsFromEnvironment({ CHAT_TRUST_PROXY: trusted.join(",") });
    for (const forged of ["", "198.51.100.1, ", "172.70.1.9, "])
      expect(callerOf(trustProxy ?? [], peer, forged + forwarded)).toBe("203.0.113.7");
  });

  it("the last that no proxy of ours has added, however many somebody invented", () => {
    const invented = Array.from({ length: 40 }, (_, i) => `198.51.100.${i}`).join(", ");
    expect(callerOf(["10.0.0.5"], "10.0.0.5", `${invented}, 203.0.113.7`)).toBe("203.0.113.7");
  });

  it("each request's own, though a proxy sends several over one connection", () => {
    const addressOf = callerAddress(["10.0.0.5"]);
    const socket = { remoteAddress: "10.0.0.5" };
    const of = (address: string) =>
      addressOf({ socket, headers: { "x-forwarded-for": address } } as never);
    expect([of("203.0.113.7"), of("203.0.113.8")]).toEqual(["203.0.113.7", "203.0.113.8"]);
  });

  it("nobody's but the peer's where the peer is no proxy of ours", () => {
    expect(callerOf(namedRanges(["cloudflare"]), "203.0.113.9", "198.51.100.1")).toBe(
      "203.0.113.9",
    );
  });
});

describe("[CN4] the session that a request names", () => {
  it.each([
    ["/socket.io/?EIO=4&transport=polling&sid=2.abc", "2.abc"],
    ["/socket.io/?sid=2.abc&sid=", ""],
    ["/socket.io/?sid=2.abc&sid=1.def", "1.def"],
    ["/socket.io/?xsid=2.abc", ""],
    ["/socket.io/?s%69d=2.abc", "2.abc"],
    ["/socket.io/?a=?sid=2.abc", ""],
    ["/socket.io/#?sid=2.abc", ""],
    ["/socket.io/?EIO=4&a=sid=2.abc", ""],
  ])("is read from %s as Engine.IO does", (url, sid) => {
    expect(engineSidOf(url)).toBe(sid);
    const query = Object.fromEntries(new URL(url, "https://socket.io").searchParams) as {
      sid?: string;
    };
    expect(query.sid ?? "").toBe(sid);
  });
});
