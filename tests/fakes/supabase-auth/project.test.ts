import { expect, test } from "vitest";
import { MINJI, startProject, supabaseClient } from "./real-client.ts";

test("signs with a shared secret first, and by published keys after the first rotation", async () => {
  const auth = await startProject({ legacySecret: "a secret of thirty-two characters" });
  auth.accounts.add(MINJI);
  const supabase = supabaseClient(auth);
  await supabase.auth.signInWithPassword(MINJI);
  expect(auth.keys.published.keys).toEqual([]);
  await auth.keys.rotate();
  expect((await supabase.auth.getUser()).data.user?.email).toBe(MINJI.email);
  await supabase.auth.refreshSession();
  expect((await supabase.auth.getClaims()).data?.header.alg).toBe("ES256");
});

test("publishes a standby key before it signs, and revokes old ones", async () => {
  const auth = await startProject();
  const first = auth.keys.kid;
  await auth.keys.addStandby("RS256");
  expect(auth.keys.published.keys.map(({ alg }) => alg)).toEqual(["ES256", "RS256"]);
  const standby = auth.keys.published.keys[1]?.kid;
  await auth.keys.rotate();
  expect(auth.keys.kid).toBe(standby);
  expect(auth.keys.published.keys.map(({ kid }) => kid)).toEqual([standby, first]);
  auth.keys.revokePrevious();
  expect(auth.keys.published.keys.map(({ kid }) => kid)).toEqual([standby]);
});

test("asks for the API key, but not of browsers on their way", async () => {
  const auth = await startProject();
  const status = async (path: string) => (await fetch(`${auth.url}/auth/v1${path}`)).status;
  expect(await status("/settings")).toBe(401);
  expect(await status("/.well-known/jwks.json")).toBe(200);
});

test("breaks on request, counts requests, and answers held requests when mended", async () => {
  const auth = await startProject();
  auth.accounts.add(MINJI);
  const supabase = supabaseClient(auth);
  auth.faults.break("/token", "error");
  const broken = await supabase.auth.signInWithPassword(MINJI);
  expect(broken.error?.name).toBe("AuthRetryableFetchError");
  auth.faults.break("/token", "hanging");
  const held = supabase.auth.signInWithPassword(MINJI);
  await expect.poll(() => auth.faults.countOf("/token")).toBe(2);
  auth.faults.mend("/token");
  expect((await held).data.user?.email).toBe(MINJI.email);
});
