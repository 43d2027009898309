import { createBrowserClient } from "@supabase/ssr";

const url = process.env.NEXT_PUBLIC_SUPABASE_URL;
const key = process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY;

/** Whether people can sign in here; without the project's settings everybody is a guest. */
export const canSignIn = Boolean(url && key);

/** The project's client, in browsers. */
export const supabase =
  url && key && typeof document !== "undefined" ? createBrowserClient(url, key) : undefined;

/** The token of the signed-in person, or null; supabase-js keeps it fresh. */
export async function askToken(): Promise<string | null> {
  const { data, error } = await supabase!.auth.getSession();
  // Not known is something else than signed out.
  if (error) throw error;
  return data.session?.access_token ?? null;
}
