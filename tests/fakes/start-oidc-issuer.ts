import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { JWTPayload } from "jose";
import { SigningKeys } from "./supabase-auth/signing-keys.ts";

/** An OpenID Connect issuer on loopback: its discovery document, its keys, and tokens. */
export interface OidcIssuer {
  /** As it stands in the tokens. */
  readonly issuer: string;
  readonly keys: SigningKeys;
  /** Requested paths, in order. */
  readonly asked: string[];
  /** The discovery document; a test may change it. */
  document: { issuer: string; jwks_uri: string };
  /** Where the keys are; a test may move them. */
  keysPath: string;
  /** An ID token as the issuer makes it for one of its clients. */
  sign(claims: JWTPayload): Promise<string>;
  close(): Promise<void>;
}

/** Starts an issuer whose address ends with `path`, as those of Keycloak's realms do. */
export async function startOidcIssuer(path = ""): Promise<OidcIssuer> {
  const keys = await SigningKeys.create();
  await keys.rotate("RS256");
  keys.revokePrevious();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answers: Record<string, unknown> = {
      [`${path.replace(/\/$/, "")}/.well-known/openid-configuration`]: fake.document,
      [fake.keysPath]: keys.published,
    };
    const answer = answers[request.url ?? ""];
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${origin}${path}`;
  const fake: OidcIssuer = {
    issuer,
    keys,
    asked,
    document: { issuer, jwks_uri: `${origin}/certs` },
    keysPath: "/certs",
    sign: (claims) => keys.sign({ iss: issuer, ...claims }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}
