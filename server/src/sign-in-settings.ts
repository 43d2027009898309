import { isSafeUrl } from "./chat/text/is-safe-url.ts";
import { SIGN_IN_WAYS } from "#protocol";
import { z } from "zod";
import type { Setting } from "./setting.ts";
import { isIssuer, isPageAddress, isPublishableKey, splitList } from "./setting-forms.ts";

/** The settings for sign-in. */
export const SIGN_IN_SETTINGS = {
  supabaseUrl: {
    env: "SUPABASE_URL",
    usual: "",
    help: "Your Supabase project; its signed-in users may write.",
    remedy: "Give the project's URL, like https://abc.supabase.co (plain http on loopback only).",
    schema: z.string().refine(isSafeUrl),
  },
  supabaseKey: {
    env: "SUPABASE_PUBLISHABLE_KEY",
    formerly: "SUPABASE_ANON_KEY",
    usual: "",
    help: "The project's publishable (or anon) key, for the sign-in page.",
    remedy: "Give the key from the project's API settings; never the secret or service_role one.",
    schema: z.string().refine(isPublishableKey),
  },
  signIn: {
    env: "CHAT_SIGN_IN",
    usual: "email",
    help: `How people sign in on the sign-in page: ${SIGN_IN_WAYS.join(", ")}.`,
    remedy: `Give some of ${SIGN_IN_WAYS.join(", ")}, separated by commas.`,
    schema: z
      .union([z.string().transform(splitList), z.array(z.string())])
      .pipe(z.array(z.enum(SIGN_IN_WAYS)).min(1)),
  },
  signInPages: {
    env: "CHAT_SIGN_IN_PAGES",
    usual: "every page of an origin in CHAT_ORIGINS",
    help: "Pages to which the sign-in page may return, as addresses without a query.",
    remedy:
      "Give addresses like https://shop.example/live, or an app's like capacitor://localhost/index.html, " +
      "separated by commas.",
    schema: z
      .union([z.string().transform(splitList), z.array(z.string())])
      .pipe(z.array(z.string().refine(isPageAddress)).min(1)),
  },
  staffHours: {
    env: "CHAT_STAFF_HOURS",
    usual: "as long as the provider's token: an hour with Supabase",
    help: "Hours for which a sign-in on another page keeps the role of an owner or a moderator.",
    remedy: "Give a number of hours up to 720.",
    schema: z.coerce.number().positive().max(720),
  },
  supabaseJwtSecret: {
    env: "SUPABASE_JWT_SECRET",
    usual: "",
    help: "Only for Supabase projects that still sign tokens with a shared secret.",
    remedy: "Give the project's legacy JWT secret, at least 32 characters.",
    schema: z.string().min(32),
  },
  jwtSecret: {
    env: "CHAT_JWT_SECRET",
    usual: "",
    help: "The secret with which your own site signs tokens (HS256).",
    remedy: "Give at least 32 characters, the same that signs the tokens.",
    schema: z.string().min(32),
  },
  jwksUrl: {
    env: "CHAT_JWKS_URL",
    usual: "",
    help: "Where your own issuer publishes its public keys (ES256, RS256).",
    remedy: "Give an https URL (plain http on loopback only).",
    schema: z.string().refine(isSafeUrl),
  },
  jwtIssuer: {
    env: "CHAT_JWT_ISSUER",
    usual: "",
    help: "The iss that your own tokens must have.",
    remedy: "Give the issuer exactly as it stands in the tokens.",
    schema: z.string().min(1),
  },
  jwtAudience: {
    env: "CHAT_JWT_AUDIENCE",
    usual: "",
    help: "The aud that your own tokens must have.",
    remedy: "Give the audience exactly as it stands in the tokens.",
    schema: z.string().min(1),
  },
  oidcIssuer: {
    env: "CHAT_OIDC_ISSUER",
    usual: "",
    help: "An OpenID Connect issuer (Keycloak, Auth0, Cognito …); its signed-in users may write.",
    remedy:
      "Give the issuer exactly as it stands in its tokens, an https URL (plain http on loopback only).",
    schema: z.string().refine(isIssuer),
  },
  oidcClientId: {
    env: "CHAT_OIDC_CLIENT_ID",
    usual: "",
    help: "The client id that the issuer's tokens must be made for (their aud).",
    remedy: "Give the client id of your site at the issuer.",
    schema: z.string().min(1),
  },
} satisfies Record<string, Setting>;
