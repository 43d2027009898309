import { onTestFinished } from "vitest";
import { openTokenFixture, type TokenFixture } from "./token-fixture.ts";

export const KEY_SET = "/.well-known/jwks.json";
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Opens a fixture that closes with the test. */
export async function openJwksFixture(
  prepare?: Parameters<typeof openTokenFixture>[1],
): Promise<TokenFixture> {
  const fixture = await openTokenFixture(undefined, prepare);
  onTestFinished(() => fixture.auth.close());
  return fixture;
}

/** A token that outlives every outage here. */
export function longToken({ auth, account, clock }: TokenFixture): Promise<string> {
  return auth.tokenOf(account, { exp: (clock.nowMs() + 48 * HOUR) / SECOND });
}

/** A token whose key id the project has never heard of. */
export function madeUp({ auth, account }: TokenFixture): Promise<string> {
  return auth.keys.sign(auth.claimsOf(account), { kid: crypto.randomUUID() });
}

/** Waits until what the project was last asked for is there. */
export async function untilAnswered(fixture: TokenFixture): Promise<void> {
  // Verifying a token with an unknown key waits for the answer.
  await fixture.verify(await madeUp(fixture));
}
