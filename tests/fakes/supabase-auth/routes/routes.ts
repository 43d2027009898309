import type { Route } from "../project.ts";
import { authorize, callback, showProvider } from "./authorize.ts";
import { logOut } from "./log-out.ts";
import { otp } from "./otp.ts";
import { keySet, settings } from "./published.ts";
import { signUp } from "./sign-up.ts";
import { token } from "./token.ts";
import { getUser, updateUser } from "./user.ts";
import { followLink, verify } from "./verify.ts";

/** Every route by method and path; paths are relative to `/auth/v1`, but for the provider's page. */
export const ROUTES: Readonly<Record<string, Route>> = {
  "GET /.well-known/jwks.json": keySet,
  "GET /settings": settings,
  "POST /signup": signUp,
  "POST /token": token,
  "POST /otp": otp,
  "POST /verify": verify,
  "GET /verify": followLink,
  "GET /user": getUser,
  "PUT /user": updateUser,
  "POST /logout": logOut,
  "GET /authorize": authorize,
  "GET /callback": callback,
  "GET /provider": showProvider,
};

/** What browsers open and servers read: the gateway asks no API key for these. */
export const OPEN_PATHS: ReadonlySet<string> = new Set([
  "/.well-known/jwks.json",
  "/authorize",
  "/callback",
  "/verify",
  "/provider",
]);
