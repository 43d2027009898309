import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { follow, MINJI, startProject, supabaseClient } from "./real-client.ts";

test("signs in by password, and the token verifies by the published keys", async () => {
  const auth = await startProject();
  const account = auth.accounts.add({
    ...MINJI,
    userMetadata: { nickname: "민지" },
    appMetadata: { chat_role: "moderator" },
  });
  const supabase = supabaseClient(auth);
  const { data, error } = await supabase.auth.signInWithPassword(MINJI);
  expect(error).toBeNull();
  expect(data.user).toMatchObject({ id: account.id, user_metadata: { nickname: "민지" } });

  const { data: verified } = await supabase.auth.getClaims();
  expect(verified?.header).toMatchObject({ alg: "ES256", kid: auth.keys.kid });
  expect(verified?.claims).toMatchObject({
    iss: `${auth.url}/auth/v1`,
    aud: "authenticated",
    role: "authenticated",
    app_metadata: { chat_role: "moderator" },
    amr: [{ method: "password" }],
  });
  // It was verified here, not by asking who it is.
  expect(auth.faults.countOf("/user")).toBe(0);
});

test("refuses a wrong password, and an address that is not confirmed", async () => {
  const auth = await startProject();
  auth.accounts.add({ ...MINJI, confirmed: false });
  const supabase = supabaseClient(auth);
  const wrong = await supabase.auth.signInWithPassword({ ...MINJI, password: "sun-jar" });
  expect(wrong.error).toMatchObject({ status: 400, code: "invalid_credentials" });
  const early = await supabase.auth.signInWithPassword(MINJI);
  expect(early.error).toMatchObject({ status: 400, code: "email_not_confirmed" });
});

test("signs in by a mailed code, once, and makes the account", async () => {
  const auth = await startProject();
  const supabase = supabaseClient(auth);
  const { email } = MINJI;
  expect((await supabase.auth.signInWithOtp({ email })).error).toBeNull();
  const token = auth.codes.newestTo(email)?.code ?? "";

  const wrong = await supabase.auth.verifyOtp({ type: "email", email, token: `${token}0` });
  expect(wrong.error).toMatchObject({ status: 403, code: "otp_expired" });
  const { data } = await supabase.auth.verifyOtp({ type: "email", email, token });
  expect(data.session?.user).toMatchObject({ email, user_metadata: { email_verified: true } });
  const again = await supabase.auth.verifyOtp({ type: "email", email, token });
  expect(again.error).toMatchObject({ status: 403, code: "otp_expired" });
});

test("makes no account for a mailed code where the asker does not want one", async () => {
  const auth = await startProject();
  const options = { shouldCreateUser: false };
  const { error } = await supabaseClient(auth).auth.signInWithOtp({ email: MINJI.email, options });
  expect(error).toMatchObject({ status: 422, code: "otp_disabled" });
});

test("signs in by the link of a mail, which brings a code back", async () => {
  const auth = await startProject();
  const supabase = supabaseClient(auth);
  const emailRedirectTo = "http://localhost:3001/sign-in";
  await supabase.auth.signInWithOtp({ email: MINJI.email, options: { emailRedirectTo } });
  const back = await follow(auth, auth.codes.newestTo(MINJI.email)?.link ?? "");
  expect(back.href).toMatch(/^http:\/\/localhost:3001\/sign-in\?code=/);
  const code = back.searchParams.get("code") ?? "";
  const { data } = await supabase.auth.exchangeCodeForSession(code);
  expect(data.user?.email).toBe(MINJI.email);
});

test("signs up with an address to confirm, or at once, or as nobody in particular", async () => {
  const auth = await startProject();
  const supabase = supabaseClient(auth);
  const { data: unconfirmed } = await supabase.auth.signUp(MINJI);
  expect(unconfirmed.session).toBeNull();
  const token = auth.codes.newestTo(MINJI.email)?.code ?? "";
  const confirmed = await supabase.auth.verifyOtp({ type: "signup", email: MINJI.email, token });
  expect(confirmed.data.session).not.toBeNull();

  auth.settings.autoconfirm = true;
  const taken = await supabase.auth.signUp(MINJI);
  expect(taken.error).toMatchObject({ status: 422, code: "user_already_exists" });
  const atOnce = await supabase.auth.signUp({ email: "haru@example.com", password: "long enough" });
  expect(atOnce.data.session).not.toBeNull();

  const { data: nobody } = await supabase.auth.signInAnonymously();
  expect(nobody.user?.is_anonymous).toBe(true);
  expect(decodeJwt(nobody.session?.access_token ?? "")["is_anonymous"]).toBe(true);
});
