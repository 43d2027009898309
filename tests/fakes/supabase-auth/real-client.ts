import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { onTestFinished } from "vitest";
import {
  startSupabaseAuth,
  type SupabaseAuth,
  type SupabaseAuthOptions,
} from "./start-supabase-auth.ts";

export const MINJI = { email: "minji@example.com", password: "moon-jar-7" };

/** Starts a project that closes with the test. */
export async function startProject(options: SupabaseAuthOptions = {}): Promise<SupabaseAuth> {
  const auth = await startSupabaseAuth(options);
  onTestFinished(() => auth.close());
  return auth;
}

/** The real supabase-js as a page uses it, with a storage of its own. */
export function supabaseClient(
  { url, publishableKey }: SupabaseAuth,
  flowType: "pkce" | "implicit" = "pkce",
): SupabaseClient {
  const kept = new Map<string, string>();
  const supabase = createClient(url, publishableKey, {
    auth: {
      flowType,
      autoRefreshToken: false,
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
    },
  });
  onTestFinished(() => supabase.auth.dispose());
  return supabase;
}

export async function accessTokenOf(supabase: SupabaseClient): Promise<string | undefined> {
  return (await supabase.auth.getSession()).data.session?.access_token;
}

/** Follows redirects as a browser does, until they leave the project. */
export async function follow(auth: SupabaseAuth, url: string): Promise<URL> {
  let next = url;
  while (next.startsWith(auth.url)) {
    const location = (await fetch(next, { redirect: "manual" })).headers.get("location");
    if (!location) throw new Error(`${next} redirects nowhere`);
    next = location;
  }
  return new URL(next);
}
