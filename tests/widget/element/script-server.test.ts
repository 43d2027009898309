import { expect, it } from "vitest";
import { serverOfScript } from "../../../widget/src/element/script-server.ts";

it.each([
  ["https://chat.example/live-chat.js", "https://chat.example"],
  ["https://chat.example/live-chat.umd.js?ver=6.5", "https://chat.example"],
  ["https://chat.example/v/0.1.0-5ea3c1f0d2/live-chat.js", "https://chat.example"],
  ["https://shop.example/chat/live-chat.js", "https://shop.example/chat"],
  ["https://shop.example/a/chat/live-chat.js#x", "https://shop.example/a/chat"],
  ["https://shop.example/chat/v/0.1.0-5ea3c1f0d2/live-chat.js", "https://shop.example/chat"],
  ["http://localhost:3001/chat/live-chat.ko-7f3a.js", "http://localhost:3001/chat"],
])("[EM1] the server of the script %s is %s", (script, server) => {
  expect(serverOfScript(script)).toBe(server);
});

it.each([
  ["https://shop.example/_next/static/chunks/4f2c.js", "https://shop.example"],
  ["https://shop.example/assets/bundle.live-chat.js", "https://shop.example"],
  ["http://localhost:3001/@fs/src/live-chat/widget/src/define.ts", "http://localhost:3001"],
])("[EM1] a script under another name, %s, only tells its origin: %s", (script, server) => {
  expect(serverOfScript(script)).toBe(server);
});

it("[EM1] a script of no address has no server", () => {
  expect(serverOfScript("")).toBe("");
});
