import type { SignInOptions } from "#protocol";
import type { Options } from "../options.ts";

/** How one can sign in here, as the settings say. (SPEC SI7) */
export function signInOptions(options: Options, isAttached: boolean): SignInOptions {
  const { mode, supabaseUrl, supabaseKey, signIn = ["email"] } = options;
  // Another app may have a sign-in page where ours would be, and a demo does without.
  if (mode === "demo" && !isAttached) return { providers: ["demo"] };
  if (!supabaseUrl || !supabaseKey) return { providers: [] };
  return { providers: signIn, supabaseUrl, supabaseKey };
}
