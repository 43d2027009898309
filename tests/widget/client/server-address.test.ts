import { expect, it } from "vitest";
import { parseServerUrl } from "../../../widget/src/client/connection/server-address.ts";

it.each([
  ["https://chat.example", "https://chat.example"],
  ["https://chat.example/", "https://chat.example"],
  ["https://app.example/chat/", "https://app.example/chat"],
  ["http://localhost:3001//", "http://localhost:3001"],
  ["https://app.example/chat?theme=dark#top", "https://app.example/chat"],
])("[EM1] the address of the server %s has its path and nothing behind it", (given, url) => {
  expect(parseServerUrl(given)).toBe(url);
});

it.each(["", "chat.example", "/chat", "ftp://chat.example", "javascript:alert(1)"])(
  "[EM1] %j is no address of a server",
  (given) => {
    expect(parseServerUrl(given)).toBeUndefined();
  },
);
