import { createClient } from "@supabase/supabase-js";
import { expect, it, onTestFinished, vi } from "vitest";
import { systemClock } from "../../widget/src/client/clock.ts";
import { readToken, type Token } from "../../widget/src/client/connection/read-token.ts";
import { connectSupabase } from "../../widget/src/supabase.ts";
import { startSupabaseAuth } from "../fakes/supabase-auth/start-supabase-auth.ts";

const MINJI = { email: "minji@example.com", password: "moon-jar-7" };

async function visit() {
  const supabase = await startSupabaseAuth();
  onTestFinished(() => supabase.close());
  supabase.accounts.add(MINJI);
  const client = createClient(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const element = { token: undefined as Token | undefined, reauthenticate: vi.fn<() => void>() };
  const disconnect = connectSupabase(element, client);
  const askToken = (): Promise<unknown> => {
    if (typeof element.token !== "function") throw new Error("The element has no function.");
    return Promise.resolve(element.token());
  };
  return { client, element, disconnect, askToken };
}

/** Waits until the chat was asked to go on as whoever it is now. */
function reauthenticated(element: { reauthenticate: ReturnType<typeof vi.fn> }): Promise<void> {
  return new Promise((resolve) => element.reauthenticate.mockImplementationOnce(() => resolve()));
}

it("a chat's visitor is the person whom the page's Supabase client has signed in, and nobody after that", async () => {
  const { client, element, askToken } = await visit();
  const { token } = element;
  expect(await askToken()).toBeUndefined();

  let change = reauthenticated(element);
  const { data } = await client.auth.signInWithPassword(MINJI);
  await change;
  expect(await askToken()).toBe(data.session?.access_token);

  change = reauthenticated(element);
  await client.auth.signOut();
  await change;
  expect(await askToken()).toBeUndefined();
  expect(element.token).toBe(token);
});

it("that Supabase cannot be reached is not the same as that nobody is signed in", async () => {
  const error = new Error("no network");
  const element = { token: undefined as Token | undefined };
  connectSupabase(element, {
    auth: {
      getSession: () => Promise.resolve({ data: { session: null }, error }),
      onAuthStateChange: () => ({ data: { subscription: { unsubscribe: () => undefined } } }),
    },
  });
  expect(await readToken(element.token, systemClock)).toBeUndefined();
});

it("a connection to Supabase can be undone", async () => {
  const { client, element, disconnect } = await visit();
  disconnect();
  expect(element.token).toBeUndefined();
  await client.auth.signInWithPassword(MINJI);
  expect(element.reauthenticate).not.toHaveBeenCalled();
});
