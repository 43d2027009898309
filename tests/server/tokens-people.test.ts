import { expect, test } from "vitest";
import { toMember, type Issuer } from "../../server/src/auth/claims.ts";

const BASE = { sub: "u-1", exp: 10_000, role: "authenticated" };

function member(claims: Record<string, unknown>, issuer: Issuer = "supabase") {
  const found = toMember({ ...BASE, ...claims }, issuer);
  if (!found) throw new Error("the token names nobody");
  return found;
}

test.each([
  [{ nickname: "민지", name: "Kim Minji" }, "민지"],
  [{ name: "Kim Minji", full_name: "김민지" }, "Kim Minji"],
  [{ full_name: "김민지", preferred_username: "minji7" }, "김민지"],
  [{ preferred_username: "minji7" }, "minji7"],
  [{ nickname: "", name: "  ", full_name: 7, preferred_username: "minji7" }, "minji7"],
  [{ nickname: "x".repeat(33), name: "민지" }, "민지"],
  [{ nickname: "a\u202Eb\u0007" }, "ab"],
  [{ nickname: "@minji" }, "@minji"],
  [{}, undefined],
])("takes the nickname out of %j: %s", (user_metadata, nickname) => {
  expect(member({ user_metadata }).nickname).toBe(nickname);
});

test("takes what people write themselves before what the token's top level says", () => {
  const own = { name: "민지", picture: "https://img.example/own.png" };
  const claims = { name: "Kim Minji", picture: "https://img.example/top.png" };
  expect(member({ ...claims, user_metadata: own })).toMatchObject({
    nickname: "민지",
    avatarUrl: "https://img.example/own.png",
  });
  expect(member(claims)).toMatchObject({ nickname: "Kim Minji" });
});

test.each(["minji@example.com", "Minji <minji@example.com>", "minji＠example.com"])(
  "never shows an e-mail address (%s) as a nickname",
  (address) => {
    const user_metadata = { nickname: address, name: address, preferred_username: address };
    expect(member({ email: "minji@example.com", user_metadata })).not.toHaveProperty("nickname");
    expect(member({ user_metadata: { ...user_metadata, full_name: "김민지" } }).nickname).toBe(
      "김민지",
    );
  },
);

test.each([
  [
    { avatar_url: "https://img.example/a.png", picture: "https://img.example/b.png" },
    "https://img.example/a.png",
  ],
  [
    { avatar_url: "javascript:alert(1)", picture: "https://img.example/b.png" },
    "https://img.example/b.png",
  ],
  [{ avatar_url: "http://img.example/a.png" }, undefined],
  [{ picture: `https://img.example/${"a".repeat(512)}` }, undefined],
])("takes the avatar out of %j: %s", (user_metadata, avatarUrl) => {
  expect(member({ user_metadata }).avatarUrl).toBe(avatarUrl);
});

test.each([
  [{ chat_role: "moderator" }, "moderator"],
  [{ chat_role: "owner" }, "owner"],
  [{ chat_role: "member" }, "member"],
  [{ chat_role: "admin" }, "member"],
  [{ chat_role: "Owner" }, "member"],
  [{ chat_role: ["owner"] }, "member"],
  [{ chat_role: "guest" }, "member"],
  [{ chat_role: "viewer" }, "member"],
  ["owner", "member"],
  [["owner"], "member"],
  [null, "member"],
])("[ID3] reads app_metadata %j as the role %s", (app_metadata, role) => {
  expect(member({ app_metadata }).role).toBe(role);
});

test("[ID3] never takes a role out of what people write themselves", () => {
  const user_metadata = { chat_role: "owner", chat_roles: { s1: "owner" }, app_metadata: {} };
  for (const issuer of ["supabase", "own"] as const) {
    const found = member({ user_metadata }, issuer);
    expect(found.role).toBe("member");
    expect(found).not.toHaveProperty("rolesByStream");
  }
});

test("[MO6] takes the age of an account from its issuer, and never from what people write", () => {
  const createdAtMs = Date.UTC(2026, 0, 5);
  for (const created_at of ["2026-01-05T00:00:00Z", createdAtMs / 1_000])
    for (const claims of [{ app_metadata: { created_at } }, { created_at }])
      expect(member({ ...claims, user_metadata: { created_at: "1999-01-01" } })).toMatchObject({
        createdAtMs,
      });
  for (const claims of [
    { user_metadata: { created_at: "1999-01-01" } },
    { created_at: "long ago" },
    { created_at: -5 },
  ])
    expect(member(claims)).not.toHaveProperty("createdAtMs");
});

test("[ID3] reads a role from the top level of the site's own tokens only", () => {
  const claims = { chat_role: "moderator", chat_roles: { s1: "owner" } };
  expect(member(claims, "own")).toMatchObject({
    role: "moderator",
    rolesByStream: { s1: "owner" },
  });
  expect(member(claims).role).toBe("member");
  expect(member(claims)).not.toHaveProperty("rolesByStream");
});

test("[ID3] reads roles for single streams, and leaves out what is none", () => {
  const chat_roles = JSON.parse(
    `{"s1":"moderator","s2":"owner","s3":"member","s4":"guest","s5":1,"no stream":"owner",
      "":"owner","__proto__":"owner","${"s".repeat(129)}":"owner"}`,
  ) as object;
  const { role, rolesByStream } = member({ app_metadata: { chat_role: "moderator", chat_roles } });
  expect(role).toBe("moderator");
  expect(Object.entries(rolesByStream ?? {})).toEqual([
    ["s1", "moderator"],
    ["s2", "owner"],
    ["s3", "member"],
    ["__proto__", "owner"],
  ]);
});

test.each([["owner"], [["owner"]], [null], [{ s1: "nothing" }]])(
  "[ID3] finds no roles for streams in %j",
  (chat_roles) => {
    expect(member({ app_metadata: { chat_roles } })).not.toHaveProperty("rolesByStream");
  },
);

test("counts those who signed in as nobody in particular as guests, whatever else is said", () => {
  const app_metadata = { chat_role: "owner", chat_roles: { s1: "owner" } };
  const found = member({ is_anonymous: true, app_metadata, user_metadata: { nickname: "하루" } });
  expect(found).toMatchObject({ kind: "member", role: "guest", nickname: "하루" });
  expect(found).not.toHaveProperty("rolesByStream");
  expect(member({ is_anonymous: false }).role).toBe("member");
});
