import type { TokenVerifier } from "../../../server/src/auth/token-verifier.ts";
import { supabaseVerifier } from "../../../server/src/auth/token-verifier.ts";
import { FakeClock } from "../../widget/support/fake-clock.ts";
import type { Account } from "./accounts.ts";
import { startSupabaseAuth, type SupabaseAuth } from "./start-supabase-auth.ts";

/**
 * A project, an account in it, and the chat server's verifier of its tokens, all with the same
 * clock.
 */
export interface TokenFixture {
  readonly auth: SupabaseAuth;
  readonly clock: FakeClock;
  readonly account: Account;
  readonly verify: TokenVerifier;
  /** The server's log messages. */
  readonly warnings: string[];
  /** How often the chat server has requested the project's keys. */
  asked(): number;
}

/** Opens a fixture; `prepare` may change the project before it is asked for its keys. */
export async function openTokenFixture(
  legacySecret?: string,
  prepare: (auth: SupabaseAuth) => void | Promise<void> = () => undefined,
): Promise<TokenFixture> {
  const clock = new FakeClock();
  clock.pass(Date.UTC(2026, 0));
  const nowMs = () => clock.nowMs();
  const auth = await startSupabaseAuth({ nowMs, ...(legacySecret && { legacySecret }) });
  await prepare(auth);
  const account = auth.accounts.add({ email: "minji@example.com" });
  const warnings: string[] = [];
  let asked = 0;
  const verify = supabaseVerifier(auth.url, legacySecret, {
    clock,
    fetch: (...request) => {
      asked++;
      return fetch(...request);
    },
    warn: (message) => void warnings.push(message),
  });
  return { auth, clock, account, verify, warnings, asked: () => asked };
}
