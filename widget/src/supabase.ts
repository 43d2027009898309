import type { TokenAnswer, Token } from "./client/index.ts";

/** The part of `<live-chat>` that is used here. */
export interface SupabaseChat {
  token: Token | undefined;
  reauthenticate?(): void;
}

/** The part of a Supabase client that is used here, in any version. */
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
 * Signs a chat's visitor in as the user of the page's own Supabase client.
 *
 * The token is read whenever it is needed, and again when somebody signs in or out; the client
 * refreshes it by itself. The returned function undoes this.
 */
export function connectSupabase(element: SupabaseChat, { auth }: SupabaseLike): () => void {
  element.token = async (): Promise<TokenAnswer> => {
    const { data, error } = await auth.getSession();
    // An error is not the same as being signed out.
    if (error) throw error;
    return data.session?.access_token;
  };
  const { token } = element;
  const { data } = auth.onAuthStateChange(() => {
    // Supabase holds a lock during the callback, and reading the session waits for it.
    setTimeout(() => element.reauthenticate?.());
  });
  return () => {
    data.subscription.unsubscribe();
    if (element.token === token) element.token = undefined;
  };
}
