import type { SupabaseClient } from "@supabase/supabase-js";
import { expect, test } from "vitest";
import { accessTokenOf, MINJI, startProject, supabaseClient } from "./real-client.ts";

test("refreshes a session, and ends it when an old refresh token comes back", async () => {
  const auth = await startProject();
  auth.accounts.add(MINJI);
  const supabase = supabaseClient(auth);
  await supabase.auth.signInWithPassword(MINJI);
  const refresh_token = (await supabase.auth.getSession()).data.session?.refresh_token ?? "";
  const first = await supabase.auth.refreshSession();
  expect(first.data.session?.refresh_token).not.toBe(refresh_token);

  // The one before the newest gets the newest again: the answer may have been lost.
  const repeated = await supabaseClient(auth).auth.refreshSession({ refresh_token });
  expect(repeated.data.session?.refresh_token).toBe(first.data.session?.refresh_token);
  await supabase.auth.refreshSession();
  const reused = await supabaseClient(auth).auth.refreshSession({ refresh_token });
  expect(reused.error).toMatchObject({ status: 400, code: "refresh_token_already_used" });
  const ended = await supabase.auth.refreshSession();
  expect(ended.error).toMatchObject({ code: "refresh_token_not_found" });
});

test("signs out here, elsewhere, or everywhere", async () => {
  const auth = await startProject();
  auth.accounts.add(MINJI);
  const devices = [supabaseClient(auth), supabaseClient(auth), supabaseClient(auth)] as const;
  for (const device of devices) await device.auth.signInWithPassword(MINJI);
  const [phone, laptop, tablet] = devices;
  const who = async (device: SupabaseClient) => (await device.auth.getUser()).data.user?.email;

  await phone.auth.signOut({ scope: "local" });
  expect(await accessTokenOf(phone)).toBeUndefined();
  expect(await who(laptop)).toBe(MINJI.email);
  await laptop.auth.signOut({ scope: "others" });
  expect(await who(tablet)).toBeUndefined();
  expect(await who(laptop)).toBe(MINJI.email);
  await laptop.auth.signOut();
  expect(await who(laptop)).toBeUndefined();
});

test("lets people change their own metadata, and not what only the owner may", async () => {
  const auth = await startProject();
  auth.accounts.add({ ...MINJI, userMetadata: { nickname: "민지", city: "Seoul" } });
  const supabase = supabaseClient(auth);
  await supabase.auth.signInWithPassword(MINJI);
  const { data } = await supabase.auth.updateUser({ data: { nickname: "Minji", city: null } });
  expect(data.user?.user_metadata).toMatchObject({ nickname: "Minji" });
  expect(data.user?.user_metadata).not.toHaveProperty("city");
  const response = await fetch(`${auth.url}/auth/v1/user`, {
    method: "PUT",
    headers: {
      apikey: auth.publishableKey,
      authorization: `Bearer ${await accessTokenOf(supabase)}`,
    },
    body: JSON.stringify({ app_metadata: { chat_role: "owner" } }),
  });
  expect(response.status).toBe(403);
});
