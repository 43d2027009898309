import type { OAuthProvider } from "#protocol";
import { AuthClient, isAuthApiError, isAuthRetryableFetchError } from "@supabase/supabase-js";

const PATIENCE_MS = 1_500;

/** Why a sign-in did not work, as far as a person can do something about it. */
export type SupabaseFault = "wrong-password" | "wrong-code" | "too-often" | "no-network" | "failed";

/** Thrown when Supabase refuses or cannot be reached. */
export class SupabaseRefused extends Error {
  readonly fault: SupabaseFault;

  constructor(error: unknown) {
    super(String(error));
    this.fault = judge(error);
  }
}

/**
 * A Supabase project's sign-in, for the time that this page is open.
 *
 * The session is kept in the tab only, and ends when the code is passed on:
 * the next person at this device has to sign in again.
 */
export class Supabase {
  readonly #auth: InstanceType<typeof AuthClient>;

  constructor(projectUrl: string, publishableKey: string) {
    this.#auth = new AuthClient({
      url: `${projectUrl.replace(/\/+$/, "")}/auth/v1`,
      headers: { apikey: publishableKey, Authorization: `Bearer ${publishableKey}` },
      storageKey: "live-chat:supabase",
      storage: sessionStorage,
      flowType: "pkce",
      autoRefreshToken: false,
      detectSessionInUrl: false,
    });
  }

  /** Sends a one-time code by e-mail; a person without an account gets one. */
  async sendCode(email: string): Promise<void> {
    check(await this.#auth.signInWithOtp({ email }));
  }

  async verifyCode(email: string, token: string): Promise<string> {
    return tokenOf(await this.#auth.verifyOtp({ email, token, type: "email" }));
  }

  async signInWithPassword(email: string, password: string): Promise<string> {
    return tokenOf(await this.#auth.signInWithPassword({ email, password }));
  }

  /** Leaves for the provider's pages; it comes back with a code in the address. */
  async leaveFor(provider: OAuthProvider, redirectTo: string): Promise<void> {
    check(await this.#auth.signInWithOAuth({ provider, options: { redirectTo } }));
  }

  async comeBack(code: string): Promise<string> {
    return tokenOf(await this.#auth.exchangeCodeForSession(code));
  }

  /** Ends this page's session and no other of the person's. Never rejects, and never takes long. */
  async signOut(): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    const end = this.#auth.signOut({ scope: "local" }).catch(() => undefined);
    await Promise.race([end, patience]);
  }
}

interface Answer {
  data: { session: { access_token: string } | null };
  error: unknown;
}

function tokenOf(answer: Answer): string {
  check(answer);
  const { session } = answer.data;
  if (!session) throw new SupabaseRefused("no session");
  return session.access_token;
}

function check({ error }: { error: unknown }): void {
  if (error) throw new SupabaseRefused(error);
}

function judge(error: unknown): SupabaseFault {
  if (isAuthRetryableFetchError(error)) return "no-network";
  if (!isAuthApiError(error)) return "failed";
  if (error.status === 429) return "too-often";
  if (error.code === "invalid_credentials") return "wrong-password";
  return error.code === "otp_expired" ? "wrong-code" : "failed";
}
