import { describe, expect, it, onTestFinished } from "vitest";
import { createVerifiers } from "../../server/src/auth/create-verifiers.ts";
import type { TokenVerifier } from "../../server/src/auth/token-verifier.ts";
import { optionsFromEnvironment } from "../../server/src/options.ts";
import { startOidcIssuer, type OidcIssuer } from "../fakes/start-oidc-issuer.ts";
import { connect } from "../support/connect.ts";
import { eventually } from "../support/eventually.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join, next } from "../support/stock-client.ts";
import { FakeClock } from "../widget/support/fake-clock.ts";

const CLIENT_ID = "live-chat";
const DISCOVERY = "/.well-known/openid-configuration";

async function openIssuer(path?: string): Promise<OidcIssuer> {
  const issuer = await startOidcIssuer(path);
  onTestFinished(() => issuer.close());
  return issuer;
}

interface Verifying {
  readonly clock: FakeClock;
  readonly verify: TokenVerifier;
  readonly warnings: string[];
  /** A token of the person, for the chat's client, with changes. */
  token(changes?: object): Promise<string>;
}

function openVerifier(issuer: OidcIssuer): Verifying {
  const clock = new FakeClock();
  clock.pass(Date.UTC(2026, 0));
  const warnings: string[] = [];
  const options = { oidcIssuer: issuer.issuer, oidcClientId: CLIENT_ID };
  const source = { clock, fetch, warn: (message: string) => void warnings.push(message) };
  const verify = createVerifiers(options, source);
  const exp = clock.nowMs() / 1_000 + 86_400;
  const token = (changes: object = {}) =>
    issuer.sign({ sub: "auth0|4711", aud: CLIENT_ID, exp, ...changes });
  return { clock, verify, warnings, token };
}

describe("people of an OpenID Connect issuer", () => {
  it("[ID13] write under the names in their ID tokens, with the issuer's roles", async () => {
    const issuer = await openIssuer("/realms/shop");
    const { url } = await startServer({ oidcIssuer: issuer.issuer, oidcClientId: CLIENT_ID });
    const exp = Math.floor(Date.now() / 1_000) + 3_600;
    const claims = { sub: "u-4711", aud: CLIENT_ID, exp, name: "민지", chat_role: "moderator" };
    const minji = connect(url, { auth: { token: await issuer.sign(claims) } });
    const { me } = await join(minji, "s1");
    expect(me).toMatchObject({ userId: "u-4711", role: "moderator", nickname: "민지" });
    const message = next(minji, "new-message");
    expect(await ask(minji, "send-message", { streamId: "s1", message: "안녕" })).toMatchObject({
      ok: true,
    });
    expect(await message).toMatchObject({ userId: "u-4711", nickname: "민지" });
  });

  it.each(["", "/", "/realms/shop", "/ap-northeast-2_Example"])(
    "[ID13] are known by an issuer whose address ends with “%s”",
    async (path) => {
      const { verify, token, warnings } = openVerifier(await openIssuer(path));
      expect(await verify(await token())).toMatchObject({ ok: true });
      expect(await verify(await token({ aud: ["account", CLIENT_ID] }))).toMatchObject({
        ok: true,
      });
      expect(warnings).toEqual([]);
    },
  );

  it("[ID13] are not those of another client, of another issuer, or of nobody", async () => {
    const issuer = await openIssuer();
    const { verify, token } = openVerifier(issuer);
    const other = await openIssuer();
    const refusals: [string, string, RegExp][] = [
      [await token({ aud: "another-app" }), "wrong-audience", /CHAT_OIDC_CLIENT_ID/],
      [await token({ aud: undefined }), "wrong-audience", /CHAT_OIDC_CLIENT_ID/],
      // An access token of Keycloak: the client is only named as its azp.
      [await token({ aud: "account", azp: CLIENT_ID }), "wrong-audience", /CHAT_OIDC_CLIENT_ID/],
      [await token({ iss: `${issuer.issuer}/` }), "wrong-issuer", /CHAT_OIDC_ISSUER/],
      [await token({ sub: undefined }), "missing-sub", /sub/],
      [
        await other.sign({ sub: "u-1", aud: CLIENT_ID, exp: 2_000_000_000 }),
        "key-not-found",
        /CHAT_OIDC_ISSUER/,
      ],
    ];
    for (const [refused, cause, hint] of refusals)
      expect(await verify(refused)).toMatchObject({
        ok: false,
        cause,
        hint: expect.stringMatching(hint) as string,
      });
  });
});

describe("the keys of an OpenID Connect issuer", () => {
  it("[ID13] are found by its discovery document, which is read once", async () => {
    const issuer = await openIssuer();
    const { verify, token, clock } = openVerifier(issuer);
    await verify(await token());
    expect(issuer.asked).toEqual([DISCOVERY, "/certs"]);
    await issuer.keys.rotate("RS256");
    clock.pass(5_000);
    expect(await verify(await token())).toMatchObject({ ok: true });
    expect(issuer.asked).toEqual([DISCOVERY, "/certs", "/certs"]);
  });

  it("[ID13] are found again after the issuer has moved them", async () => {
    const issuer = await openIssuer();
    const { verify, token, clock, warnings } = openVerifier(issuer);
    await verify(await token());
    issuer.keysPath = "/moved";
    issuer.document.jwks_uri = issuer.document.jwks_uri.replace("/certs", "/moved");
    await issuer.keys.rotate("RS256");
    clock.pass(5_000);
    expect(await verify(await token())).toMatchObject({ ok: false });
    expect(warnings).toHaveLength(1);
    clock.pass(30_000);
    expect(await verify(await token())).toMatchObject({ ok: true });
    expect(issuer.asked.slice(-2)).toEqual([DISCOVERY, "/moved"]);
  });

  it.each<[string, (issuer: OidcIssuer) => void, RegExp]>([
    [
      "names another issuer",
      ({ document }) => (document.issuer = `${document.issuer}/`),
      /CHAT_OIDC_ISSUER/,
    ],
    [
      "has keys without https",
      ({ document }) => (document.jwks_uri = "http://keys.example/certs"),
      /jwks_uri/,
    ],
    ["has no address of keys", ({ document }) => (document.jwks_uri = ""), /jwks_uri/],
  ])("[ID13] are not used if the document %s", async (_, spoil, reason) => {
    const issuer = await openIssuer();
    const right = { ...issuer.document };
    spoil(issuer);
    const { verify, token, clock, warnings } = openVerifier(issuer);
    expect(await verify(await token())).toMatchObject({ ok: false });
    await eventually("the log names the reason", () => warnings.length > 0);
    expect(warnings).toEqual([expect.stringMatching(reason)]);
    expect(issuer.asked).not.toContain("/certs");
    Object.assign(issuer.document, right);
    clock.pass(30_000);
    expect(await verify(await token())).toMatchObject({ ok: true });
  });
});

it.each([{ CHAT_OIDC_ISSUER: "https://id.example" }, { CHAT_OIDC_CLIENT_ID: "chat" }])(
  "[ID13] %j alone is refused: without a client id, tokens for any application would pass",
  (env) => {
    expect(() => optionsFromEnvironment({ ...env, CHAT_GUESTS: "true" })).toThrow(
      /CHAT_OIDC_ISSUER and CHAT_OIDC_CLIENT_ID need each other/,
    );
  },
);

it.each(["http://id.example", "id.example", "https://id.example/?a=b", "https://a:b@id.example"])(
  "[ID13] “%s” is no issuer",
  (issuer) => {
    const env = { CHAT_OIDC_ISSUER: issuer, CHAT_OIDC_CLIENT_ID: "chat" };
    expect(() => optionsFromEnvironment(env)).toThrow(/CHAT_OIDC_ISSUER cannot be/);
  },
);
