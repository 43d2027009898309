import { describe, expect, it } from "vitest";
import { judgeHello } from "../../../widget/src/store/hello.ts";

describe("a server's hello", () => {
  it.each([
    [{ name: "live-chat", origin: { value: "https://a.test", allowed: true } }, "welcome"],
    [
      { name: "live-chat", origin: { value: "https://a.test", allowed: false } },
      "origin-not-allowed",
    ],
    [{ name: "live-chat" }, "welcome"],
    [{ name: "another" }, "server-unreachable"],
    ["<html>", "server-unreachable"],
    [null, "server-unreachable"],
  ])("%j means %s", (answer, verdict) => {
    expect(judgeHello(answer)).toBe(verdict);
  });
});
