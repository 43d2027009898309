import { SignJWT } from "jose";
import { expect, it } from "vitest";
import { SignedTokens, type Purpose } from "../../server/src/auth/signed-tokens.ts";

const SECRET = "a server's secret of more than 32 characters";
const NOW_MS = 1_800_000_000_000;
const PURPOSES: readonly Purpose[] = [
  "sign-in-request",
  "sign-in-start",
  "sign-in-code",
  "chat-session",
];
/** All that any of them says, so that the purpose alone tells them apart. */
const PAYLOAD = {
  ...{ jti: "j", request: "j", origin: "https://shop.example", aud: "https://shop.example" },
  person: { kind: "member", userId: "u1" },
};

it("[SI2][SI4][SI8] a token that the server signed is accepted for its own purpose alone", async () => {
  const tokens = new SignedTokens(SECRET);
  for (const made of PURPOSES) {
    const token = await tokens.sign(made, PAYLOAD, NOW_MS + 60_000);
    const accepted = [];
    for (const asked of PURPOSES)
      if ((await tokens.verify(asked, token, NOW_MS)).ok) accepted.push(asked);
    expect(accepted).toEqual([made]);
  }
});

it("[SI4] a token of another secret, issuer or algorithm is none, and so is one without an end", async () => {
  const tokens = new SignedTokens(SECRET);
  const typ = "chat-session";
  const sign = (
    { secret = SECRET, issuer = "live-chat", alg = "HS256" },
    exp = NOW_MS / 1_000 + 60,
  ) =>
    new SignJWT({ ...PAYLOAD, ...(exp > 0 && { exp }) })
      .setProtectedHeader({ alg, typ })
      .setIssuer(issuer)
      .sign(new TextEncoder().encode(secret));
  const isTaken = async (token: string) => (await tokens.verify(typ, token, NOW_MS)).ok;
  expect(await isTaken(await sign({}))).toBe(true);
  for (const token of [
    await sign({ secret: `${SECRET}.` }),
    await sign({ issuer: "https://shop.example" }),
    await sign({ alg: "HS512" }),
    await sign({}, 0),
    await sign({}, NOW_MS / 1_000),
  ])
    expect(await isTaken(token)).toBe(false);
});
