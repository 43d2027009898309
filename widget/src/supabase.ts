import type { TokenAnswer, Token } from "./client/index.ts";

/** What is used of `<live-chat>`. */
export interface SupabaseChat {
  token: Token | undefined;
  reauthenticate?(): void;
}

/** What is used of a Supabase client, whatever its version. */
export interface SupabaseLike {
  auth: {
    getSession(): Promise<{
      data: { session: { access_token: string } | null };
      error: Error | null;
    }>;
    onAuthStateChange(callback: (event: string) => void): {
      data: { subscription: { unsubscribe(): void } };
    };
  };
}

/**
 * Lets a chat's visitor be whoever a page's own Supabase client has signed in.
 *
 * The token is asked for whenever it is needed, and again when somebody signs
 * in or out; the client refreshes it by itself. The function that it returns
 * undoes all that.
 */
export function connectSupabase(element: SupabaseChat, { auth }: SupabaseLike): () => void {
  element.token = async (): Promise<TokenAnswer> => {
    const { data, error } = await auth.getSession();
    // Not known is something else than signed out.
    if (error) throw error;
    return data.session?.access_token;
  };
  const { token } = element;
  const { data } = auth.onAuthStateChange(() => {
    // Supabase holds a lock meanwhile, and asking for the session waits for it.
    setTimeout(() => element.reauthenticate?.());
  });
  return () => {
    data.subscription.unsubscribe();
    if (element.token === token) element.token = undefined;
  };
}
