import { decodeJwt } from "jose";
import { expect, it, vi } from "vitest";
import { makeToken } from "../../server/src/commands/make-token.ts";

const ENV = { CHAT_JWT_SECRET: "a secret of more than thirty-two characters" };

/** The claims of the token that the command prints. */
async function claimsOf(args: readonly string[], env: object = {}) {
  let written = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
  try {
    await makeToken(args, { ...ENV, ...env });
  } finally {
    write.mockRestore();
  }
  return decodeJwt(written.trim());
}

it.each([
  [[], {}],
  [["--role", "owner"], { chat_role: "owner" }],
  [["--role", "moderator", "--stream", "s1"], { chat_roles: { s1: "moderator" } }],
  [["--name", "미나"], { name: "미나" }],
] as const)("[ID3] a token made with %j says so, and nothing more", async (args, said) => {
  const { iat = 0, exp = 0, ...claims } = await claimsOf(["--sub", "u-1", ...args]);
  expect(claims).toEqual({ sub: "u-1", ...said });
  expect(exp - iat).toBe(3_600);
});

it("[ID1] a token is made for the issuer and the audience that the server asks for, and for so long", async () => {
  const rules = { CHAT_JWT_ISSUER: "https://shop.example", CHAT_JWT_AUDIENCE: "chat" };
  const { iat = 0, exp = 0, ...claims } = await claimsOf(["--sub", "u-1", "--hours", "720"], rules);
  expect(claims).toEqual({ sub: "u-1", iss: "https://shop.example", aud: "chat" });
  expect(exp - iat).toBe(720 * 3_600);
});

it.each([
  [],
  ["--sub", " "],
  ["--sub", "u-1", "--role", "admin"],
  ["--sub", "u-1", "--stream", "s1"],
  ["--sub", "u-1", "--role", "owner", "--stream", "no stream"],
  ["--sub", "u-1", "--name", "x".repeat(33)],
  ["--sub", "u-1", "--hours", "0"],
  ["--sub", "u-1", "--hours", "721"],
  ["--sub", "u-1", "--hours", "soon"],
  ["--sub", "u-1", "--for", "ever"],
  ["u-1"],
])("a token is not made with %j %j %j %j %j %j", async (...args) => {
  await expect(claimsOf(args)).rejects.toThrow(/^Write: live-chat-server token/);
});
