import type { SignInOptions } from "#protocol";
import type { Options } from "../options.ts";

/** The ways to sign in on this server, according to its settings. (SPEC SI7) */
export function signInOptions(options: Options, isAttached: boolean): SignInOptions {
  const { mode, origins, supabaseUrl, supabaseKey, signIn = ["email"] } = options;
  const sites = origins === "*" ? [] : origins.filter((origin) => /^https?:/.test(origin));
  // An attached app may have its own sign-in page at that path; a standalone demo needs none.
  if (mode === "demo" && !isAttached) return { providers: ["demo"], devices: true, sites };
  if (!supabaseUrl || !supabaseKey) return { providers: [], devices: !isAttached, sites };
  return {
    providers: signIn,
    devices: signIn.length > 0 || !isAttached,
    sites,
    supabaseUrl,
    supabaseKey,
  };
}
