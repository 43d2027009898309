import { describe, expect, it } from "vitest";
import { readHello } from "../../../widget/src/client/connection/probe-server.ts";

describe("a server's hello", () => {
  it.each([
    [{ name: "live-chat", origin: { value: "https://a.test", allowed: true } }, "welcome"],
    [
      { name: "live-chat", origin: { value: "https://a.test", allowed: false } },
      "origin-not-allowed",
    ],
    [{ name: "live-chat" }, "welcome"],
    [{ name: "live-chat", protocol: 1, origin: { allowed: true } }, "welcome"],
    [{ name: "live-chat", protocol: 2, origin: { allowed: true } }, "version-mismatch"],
    [{ name: "another" }, "server-unreachable"],
    ["<html>", "server-unreachable"],
    [null, "server-unreachable"],
  ])("[CN8] %j means %s", (answer, verdict) => {
    expect(readHello(answer)).toBe(verdict);
  });
});
