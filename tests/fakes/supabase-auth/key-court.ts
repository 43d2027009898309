import { onTestFinished } from "vitest";
import { openCourt, type TokenCourt } from "./token-court.ts";

export const KEY_SET = "/.well-known/jwks.json";
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Opens a court that closes with the test. */
export async function openKeyCourt(prepare?: Parameters<typeof openCourt>[1]): Promise<TokenCourt> {
  const court = await openCourt(undefined, prepare);
  onTestFinished(() => court.auth.close());
  return court;
}

/** A token that outlives every outage here. */
export function longToken({ auth, account, clock }: TokenCourt): Promise<string> {
  return auth.tokenOf(account, { exp: (clock.nowMs() + 48 * HOUR) / SECOND });
}

/** A token whose key id the project has never heard of. */
export function madeUp({ auth, account }: TokenCourt): Promise<string> {
  return auth.keys.sign(auth.claimsOf(account), { kid: crypto.randomUUID() });
}

/** Waits until what the project was last asked for is there. */
export async function untilAnswered(court: TokenCourt): Promise<void> {
  // Whoever needs a key that is not known waits for the answer.
  await court.verify(await madeUp(court));
}
