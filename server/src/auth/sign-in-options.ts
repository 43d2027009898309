import type { SignInOptions } from "#protocol";
import type { Options } from "../options.ts";

/** How one can sign in here, as the settings say. (SPEC SI7) */
export function signInOptions(options: Options, isAttached: boolean): SignInOptions {
  const { mode, origins, supabaseUrl, supabaseKey, signIn = ["email"] } = options;
  const sites = origins === "*" ? [] : origins.filter((origin) => /^https?:/.test(origin));
  // Another app may have a sign-in page where ours would be, and a demo does without.
  if (mode === "demo" && !isAttached) return { providers: ["demo"], sites };
  if (!supabaseUrl || !supabaseKey) return { providers: [], sites };
  return { providers: signIn, sites, supabaseUrl, supabaseKey };
}
