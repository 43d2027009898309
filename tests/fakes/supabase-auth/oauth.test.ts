import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { follow, MINJI, startProject, supabaseClient } from "./real-client.ts";

test("signs in at a provider with PKCE, and its code is good once", async () => {
  const auth = await startProject();
  const account = auth.accounts.add({
    email: "haru@example.com",
    provider: "kakao",
    userMetadata: { full_name: "하루", picture: "https://img.example/haru.png" },
  });
  auth.settings.providerAccount = account;
  const supabase = supabaseClient(auth);
  const redirectTo = "http://localhost:3001/sign-in?request=r1";
  const { data: way } = await supabase.auth.signInWithOAuth({
    provider: "kakao",
    options: { redirectTo, skipBrowserRedirect: true },
  });
  const back = await follow(auth, way.url ?? "");
  expect(back.searchParams.get("request")).toBe("r1");
  const code = back.searchParams.get("code") ?? "";

  const { data, error } = await supabase.auth.exchangeCodeForSession(code);
  expect(error).toBeNull();
  expect(data.user?.user_metadata).toMatchObject({ full_name: "하루" });
  expect(decodeJwt(data.session?.access_token ?? "")["amr"]).toMatchObject([{ method: "oauth" }]);

  const late = supabaseClient(auth);
  await late.auth.signInWithOAuth({ provider: "kakao" });
  const again = await late.auth.exchangeCodeForSession(code);
  expect(again.error).toMatchObject({ status: 404, code: "flow_state_not_found" });
});

test("refuses a code with another verifier", async () => {
  const auth = await startProject();
  auth.settings.providerAccount = auth.accounts.add(MINJI);
  const { data: way } = await supabaseClient(auth).auth.signInWithOAuth({ provider: "google" });
  const code = (await follow(auth, way.url ?? "")).searchParams.get("code") ?? "";
  const thief = supabaseClient(auth);
  await thief.auth.signInWithOAuth({ provider: "google" });
  const { error } = await thief.auth.exchangeCodeForSession(code);
  expect(error).toMatchObject({ status: 400, code: "bad_code_verifier" });
});

test("a provider's page lists the accounts, and takes a no", async () => {
  const auth = await startProject();
  const account = auth.accounts.add(MINJI);
  const redirectTo = "http://localhost:3001/sign-in";
  const { data: way } = await supabaseClient(auth).auth.signInWithOAuth({
    provider: "google",
    options: { redirectTo },
  });
  const page = await (await fetch(way.url ?? "")).text();
  expect(page).toContain(MINJI.email);
  const hrefs = [...page.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) =>
    href.replaceAll("&#38;", "&"),
  );
  expect(hrefs[0]).toContain(account.id);
  const refused = await follow(auth, hrefs.at(-1) ?? "");
  expect(refused.href).toMatch(/^http:\/\/localhost:3001\/sign-in\?error=access_denied/);
});

test("leads nobody to an address that the project does not allow", async () => {
  const auth = await startProject({ siteUrl: "http://localhost:3000/home" });
  auth.settings.providerAccount = auth.accounts.add(MINJI);
  const { data: way } = await supabaseClient(auth).auth.signInWithOAuth({
    provider: "google",
    options: { redirectTo: "https://evil.example/" },
  });
  const back = await follow(auth, way.url ?? "");
  expect(back.href).toMatch(/^http:\/\/localhost:3000\/home\?code=/);
});

test("brings the tokens in the fragment to clients without PKCE", async () => {
  const auth = await startProject();
  auth.settings.providerAccount = auth.accounts.add(MINJI);
  const { data: way } = await supabaseClient(auth, "implicit").auth.signInWithOAuth({
    provider: "google",
  });
  const tokens = new URLSearchParams((await follow(auth, way.url ?? "")).hash.slice(1));
  const { data } = await supabaseClient(auth).auth.setSession({
    access_token: tokens.get("access_token") ?? "",
    refresh_token: tokens.get("refresh_token") ?? "",
  });
  expect(data.user?.email).toBe(MINJI.email);
});
