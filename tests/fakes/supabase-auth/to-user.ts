import type { User } from "@supabase/supabase-js";
import type { Account } from "./accounts.ts";

/** An account in the form of the API's user object. */
export function toUser(account: Account): User {
  const { id, email, provider, userMetadata, confirmed } = account;
  const created_at = new Date(account.createdAtMs).toISOString();
  const times = { created_at, updated_at: created_at, last_sign_in_at: created_at };
  const identity = {
    identity_id: id,
    id,
    user_id: id,
    identity_data: userMetadata,
    provider,
    ...times,
    email,
  };
  return {
    id,
    aud: "authenticated",
    role: "authenticated",
    email,
    ...(confirmed && { email_confirmed_at: created_at, confirmed_at: created_at }),
    phone: "",
    ...times,
    app_metadata: account.appMetadata,
    user_metadata: userMetadata,
    identities: account.isAnonymous ? [] : [identity],
    is_anonymous: account.isAnonymous,
  };
}
