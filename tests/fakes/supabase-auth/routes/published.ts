import type { Route } from "../project.ts";

/** `GET /.well-known/jwks.json`: the public keys. */
export const keySet: Route = (_call, { keys }) => ({
  status: 200,
  json: keys.published,
  headers: { "cache-control": "public, max-age=600" },
});

/** `GET /settings`: which ways to sign in are switched on. */
export const settings: Route = (
  _call,
  { settings: { providers, anonymousUsers, autoconfirm } },
) => ({
  status: 200,
  json: {
    external: {
      anonymous_users: anonymousUsers,
      email: true,
      phone: false,
      ...Object.fromEntries(
        ["google", "facebook", "kakao"].map((name) => [name, providers.includes(name)]),
      ),
    },
    disable_signup: false,
    mailer_autoconfirm: autoconfirm,
    phone_autoconfirm: false,
    sms_provider: "",
    saml_enabled: false,
  },
});
