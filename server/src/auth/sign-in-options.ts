import type { SignInOptions } from "#protocol";
import type { Options } from "../options.ts";

/** How one can sign in here, as the settings say. (SPEC SI7) */
export function signInOptions(options: Options): SignInOptions {
  const { mode, supabaseUrl, supabaseKey, signIn = ["email"] } = options;
  if (mode === "demo") return { providers: ["demo"] };
  if (!supabaseUrl || !supabaseKey) return { providers: [] };
  return { providers: signIn, supabaseUrl, supabaseKey };
}
