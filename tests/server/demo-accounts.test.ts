import { describe, expect, it } from "vitest";
import { ChatSessions } from "../../server/src/auth/chat-sessions.ts";
import { SignedTokens } from "../../server/src/auth/signed-tokens.ts";
import { SignIns } from "../../server/src/auth/sign-ins.ts";
import { memorySessions } from "../support/memory-message-log.ts";

const SHOP = "https://shop.example";
const SERVER_SECRET = "a server's secret of more than 32 characters";
const SECRET = "s".repeat(43);

function setUp(demoAccounts: boolean) {
  const clock = { nowMs: () => 1_800_000_000_000, after: () => () => undefined };
  const signedTokens = new SignedTokens(SERVER_SECRET);
  const sessions = new ChatSessions({
    ...{ signedTokens, clock, secret: SERVER_SECRET, isEnded: () => false },
    store: memorySessions(),
  });
  return {
    sessions,
    signIns: new SignIns({ signedTokens, sessions, clock, demoAccounts }),
  };
}

function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe("a demo's accounts", () => {
  it("[SI2] are members, whatever else they say of themselves", async () => {
    const { signIns, sessions } = setUp(true);
    for (const demoRole of ["owner", "moderator", {}, undefined]) {
      const { request } = valueOf(await signIns.begin(SECRET, undefined, SHOP));
      const { value } = valueOf(await signIns.start(request, { secret: SECRET }));
      const proof = { demoName: "달빛공방", demoRole };
      const { code } = valueOf(await signIns.grant(request, proof, () => value, SHOP));
      const { token } = valueOf(await signIns.redeem(request, SECRET, code, SHOP));
      expect(await sessions.verify(token, SHOP)).toMatchObject({ member: { role: "member" } });
    }
  });

  it("[SI2] are not there where one can sign in", async () => {
    const { signIns } = setUp(false);
    const { request } = valueOf(await signIns.begin(SECRET, undefined, SHOP));
    const { value } = valueOf(await signIns.start(request, { secret: SECRET }));
    for (const proof of [
      { demoName: "민지" },
      { demoName: "민지", demoRole: "owner" },
      { token: "x" },
      null,
      "x",
      {},
    ])
      expect(await signIns.grant(request, proof, () => value, SHOP)).toMatchObject({
        error: { code: "invalid-token" },
      });
  });
});
