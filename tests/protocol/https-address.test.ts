import { describe, expect, it } from "vitest";
import { parseModerate, safeAvatarUrl } from "#protocol";

const USER_NAMES = [
  "https://user:pw@host.example/",
  "https://user@host.example",
  "https://bank.example@evil.example/x",
  "https://bank.example%40evil.example@evil.example/x",
  "https:///user@host.example/",
  "https://\\user@host.example/",
  "https://bank.example\\@evil.example/",
];

function pin(link: string) {
  return parseModerate({ streamId: "s1", action: { kind: "pin-text", text: "look", link } });
}

describe("[MO9] [JR3] an address that people set for others", () => {
  it.each(USER_NAMES)("has no user name: %s", (address) => {
    expect(pin(address)).toMatchObject({ error: { code: "bad-request" } });
    expect(safeAvatarUrl(address)).toBeUndefined();
  });

  it.each([
    "https://shop.example",
    "https://shop.example:8443/a@b?c=d@e#f@g",
    "https://shop.example?to=a@b",
    "https://[2001:db8::1]/",
  ])("may be %s", (address) => {
    expect(pin(address)).toMatchObject({ ok: true });
    expect(safeAvatarUrl(address)).toBe(address);
  });
});
