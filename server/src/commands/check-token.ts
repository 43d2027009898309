import { createHmac, timingSafeEqual } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { createVerifiers } from "../auth/create-verifiers.ts";
import type { TokenVerdict } from "../auth/token-verifier.ts";
import { optionsFromEnvironment, type Options } from "../options.ts";
import { systemClock } from "../system-clock.ts";
import type { Environment } from "./with-storage.ts";

/** Runs `live-chat-server check-token <jwt>`: prints how this server would treat the token. */
export async function checkToken(args: readonly string[], env: Environment): Promise<void> {
  const [given] = args;
  if (!given || args.length > 1)
    throw new Error("Write: live-chat-server check-token <token>, or - to read it from the input");
  const token = (given === "-" ? await readInput() : given).trim();
  const options = optionsFromEnvironment(env, process.env);
  const verdict = await verdictOn(token, options);
  const lines = verdict.ok
    ? describePerson(verdict, token)
    : describeFault(verdict, token, options);
  process.stdout.write(`${lines.join("\n")}\n`);
  if (!verdict.ok) process.exitCode = 1;
}

async function verdictOn(token: string, options: Options): Promise<TokenVerdict> {
  const verify = createVerifiers(options, {
    clock: systemClock,
    fetch,
    warn: (message) => void process.stdout.write(`${message}\n`),
  });
  const verdict = await verify(token);
  if (verdict.ok || verdict.cause !== "key-not-found") return verdict;
  // The first answer may have come before the keys were fetched.
  return verify(token);
}

function describePerson({ member }: Extract<TokenVerdict, { ok: true }>, token: string): string[] {
  const { userId, nickname, role, rolesByStream, avatarUrl, expiresAtMs } = member;
  return [
    "The token is accepted.",
    `  person:  ${userId}`,
    `  name:    ${nickname ?? "none; the person chooses one"}`,
    ...(avatarUrl ? [`  picture: ${avatarUrl}`] : []),
    `  role:    ${role}${rolesByStream ? `; in streams: ${JSON.stringify(rolesByStream)}` : ""}`,
    `  until:   ${new Date(expiresAtMs).toISOString()}`,
    ...ignoredRole(token),
  ];
}

/** An invalid role is ignored silently; this explains why. */
function ignoredRole(token: string): string[] {
  const { chat_role: top, app_metadata: meta } = decodeJwt(token);
  const claim = (meta as { chat_role?: unknown } | undefined)?.chat_role ?? top;
  const known = ["member", "moderator", "owner", undefined];
  return known.includes(claim as string)
    ? []
    : [
        `chat_role is ${JSON.stringify(claim)}, and is ignored: there are member, moderator, owner.`,
      ];
}

function describeFault(
  { cause, hint }: Extract<TokenVerdict, { ok: false }>,
  token: string,
  options: Options,
): string[] {
  return [
    `The token is refused: ${cause ?? "invalid"}.`,
    ...(hint ? [hint] : []),
    ...(cause === "bad-signature" ? otherFormOfSecret(token, options) : []),
    ...describeToken(token, options),
  ];
}

/** The token's claims, next to the values that the settings require. */
function describeToken(token: string, options: Options): string[] {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const { iss, aud, sub, exp, nbf } = decodeJwt(token);
    const time = (seconds: unknown) =>
      typeof seconds === "number" && Math.abs(seconds) < 1e11
        ? `${seconds} (${new Date(seconds * 1_000).toISOString()})`
        : JSON.stringify(seconds);
    const wanted = (name: string, value: string | undefined) =>
      value ? `   ${name}: ${value}` : "";
    return [
      "It says:",
      `  alg: ${alg ?? "none"}${kid === undefined ? "" : `   kid: ${kid}`}`,
      `  sub: ${JSON.stringify(sub)}`,
      `  iss: ${JSON.stringify(iss)}${wanted("CHAT_JWT_ISSUER", options.jwtIssuer)}${wanted("CHAT_OIDC_ISSUER", options.oidcIssuer)}`,
      `  aud: ${JSON.stringify(aud)}${wanted("CHAT_JWT_AUDIENCE", options.jwtAudience)}${wanted("CHAT_OIDC_CLIENT_ID", options.oidcClientId)}`,
      `  exp: ${time(exp)}   now: ${new Date().toISOString()}`,
      ...(nbf === undefined ? [] : [`  nbf: ${time(nbf)}`]),
    ];
  } catch {
    return [];
  }
}

/**
 * Whether the token was signed with the base64-decoded form of a secret that is used literally, or
 * the other way round.
 */
function otherFormOfSecret(token: string, { jwtSecret, supabaseJwtSecret }: Options): string[] {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const names = { CHAT_JWT_SECRET: jwtSecret, SUPABASE_JWT_SECRET: supabaseJwtSecret };
  return Object.entries(names).flatMap(([name, secret]) => {
    if (!secret) return [];
    const forms: [string, Buffer][] = [
      ["decoded from base64", Buffer.from(secret, "base64")],
      ["decoded from base64url", Buffer.from(secret, "base64url")],
      ["decoded from hexadecimal", Buffer.from(secret, "hex")],
      ["written in base64", Buffer.from(Buffer.from(secret).toString("base64"))],
      ["with a line break at the end", Buffer.from(`${secret}\n`)],
    ];
    const form = forms.find(([, key]) => key.length > 0 && isSignedBy(key));
    return form
      ? [
          `It was signed with ${name} ${form[0]}. The server uses the setting's text itself as the key: ` +
            "sign with that text, not with the bytes that it encodes.",
        ]
      : [];
  });

  function isSignedBy(key: Buffer): boolean {
    const made = createHmac("sha256", key).update(`${header}.${payload}`).digest();
    const found = Buffer.from(signature, "base64url");
    return made.length === found.length && timingSafeEqual(made, found);
  }
}

async function readInput(): Promise<string> {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) text += String(chunk);
  return text;
}
