import { isIPv6 } from "node:net";
import { LIMITS } from "#protocol";
import { platformSettings, valueOf, type Environment } from "./platform-settings.ts";
import {
  SETTINGS,
  type ChatServerOptions,
  type CheckedSettings,
  type SettingName,
} from "./settings.ts";
import type { Setting } from "./setting.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** Who may write: people who sign in, anyone with a nickname, or visitors of a local demo. */
export type Mode = "sign-in" | "guests" | "demo";

/** Validated settings with all defaults filled in. */
export type Options = CheckedSettings &
  Required<
    Pick<
      CheckedSettings,
      | "port"
      | "databaseUrl"
      | "origins"
      | "historyLimit"
      | "recoveryEntries"
      | "rateLimit"
      | "readLimit"
      | "connectionsPerAddress"
      | "compression"
      | "directWrites"
      | "logLevel"
    >
  > & { mode: Mode; guests: boolean };

/** Thrown for invalid settings; the message lists every fault with its remedy. */
export class OptionsError extends Error {
  constructor(faults: readonly string[]) {
    const count = faults.length === 1 ? "One setting needs" : `${faults.length} settings need`;
    super(`${count} attention:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.name = "OptionsError";
  }
}

/** The name of a setting where it was given: as an option, or as a variable. */
type NameOf = (name: SettingName) => string;

/** Validates all settings at once and fills in defaults; earlier faults are reported with them. */
export function toOptions(
  given: ChatServerOptions,
  { nameOf = optionName, faults = [] }: { nameOf?: NameOf; faults?: string[] } = {},
): Options {
  const checked = check(given, nameOf, faults);
  const { supabaseUrl, jwtSecret, jwksUrl, oidcIssuer } = checked;
  const signIn = supabaseUrl ?? jwtSecret ?? jwksUrl ?? oidcIssuer;
  const mode: Mode = signIn ? "sign-in" : checked.guests ? "guests" : "demo";

  if (mode === "demo" && checked.host && !/^(localhost|127\.[\d.]+|::1)$/.test(checked.host))
    faults.push(
      `${nameOf("host")} (${checked.host}) would show a demo without sign-in to others. ` +
        `Set SUPABASE_URL, CHAT_JWT_SECRET, CHAT_JWKS_URL or CHAT_OIDC_ISSUER so that people sign in, ` +
        `or CHAT_GUESTS=true to let anyone write; or leave it out.`,
    );
  if (checked.sessionSecret && checked.sessionSecret === checked.jwtSecret)
    faults.push(
      `${nameOf("sessionSecret")} and ${nameOf("jwtSecret")} are the same. Make another one: ` +
        `what one of them signs must not pass for what the other does.`,
    );
  if (checked.read === "members" && mode === "demo")
    faults.push(
      `${nameOf("read")}=members needs a way to sign in. Set SUPABASE_URL or your own JWT.`,
    );
  if (checked.supabaseKey && !checked.supabaseUrl)
    faults.push(`${nameOf("supabaseKey")} needs ${nameOf("supabaseUrl")}. Set both.`);
  if (checked.supabaseJwtSecret && !checked.supabaseUrl)
    faults.push(`${nameOf("supabaseJwtSecret")} needs ${nameOf("supabaseUrl")}. Set both.`);
  if (Boolean(checked.oidcIssuer) !== Boolean(checked.oidcClientId))
    faults.push(
      `${nameOf("oidcIssuer")} and ${nameOf("oidcClientId")} need each other: ` +
        `without a client id, tokens for any application of the issuer would be accepted. Set both.`,
    );
  if (faults.length > 0) throw new OptionsError(faults);

  return {
    port: 3001,
    // A database of its own, so that the demo's messages do not appear in the real chat.
    databaseUrl: mode === "demo" ? "sqlite:./data/demo.db" : "sqlite:./data/chat.db",
    origins: [],
    historyLimit: LIMITS.historyMessages,
    recoveryEntries: LIMITS.recoveryEntries,
    rateLimit: { count: 8, windowMs: 10_000 },
    readLimit: { count: 60, windowMs: 10_000 },
    connectionsPerAddress: 6_000,
    compression: true,
    directWrites: true,
    logLevel: "info",
    ...checked,
    ...(mode === "demo" && !checked.host && { host: "127.0.0.1" }),
    mode,
    guests: checked.guests === true || mode === "demo",
  };
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 *
 * `platform` is where the names of hosting platforms count (`PORT`, `DATABASE_URL`, `REDIS_URL`):
 * the environment only. A `.env` file in the folder may belong to another program, with its own
 * database.
 */
export function optionsFromEnvironment(env: Environment, platform: Environment = env): Options {
  const own: Partial<Record<SettingName, string>> = {};
  for (const name of settingNames()) {
    const { env: variable, formerly }: Setting = SETTINGS[name];
    const value = valueOf(env, variable) ?? (formerly && valueOf(env, formerly));
    if (value !== undefined) own[name] = value;
  }
  const { given, faults } = platformSettings(platform, own);
  return toOptions({ ...given, ...own } as ChatServerOptions, {
    nameOf: (name) => SETTINGS[name].env,
    faults,
  });
}

/** The server's address: its public one, or one that this machine can open. */
export function serverUrl(
  { publicUrl, host = "" }: Pick<Options, "publicUrl" | "host">,
  port: number,
  scheme = "http",
): string {
  if (publicUrl !== undefined) return publicUrl;
  // A server that listens to all addresses, or to the usual one of this machine, answers there.
  const isHere = /^(|localhost|0\.0\.0\.0|127\.0\.0\.1|::1?)$/.test(host);
  const name = isHere ? "localhost" : isIPv6(host) ? `[${host}]` : host;
  return `${scheme}://${name}:${port}`;
}

export function settingNames(): SettingName[] {
  return Object.keys(SETTINGS) as SettingName[];
}

function check(given: ChatServerOptions, nameOf: NameOf, faults: string[]): CheckedSettings {
  const checked: Record<string, unknown> = {};
  for (const name of settingNames()) {
    const value = given[name];
    if (value === undefined) continue;
    const result = SETTINGS[name].schema.safeParse(value);
    if (result.success) checked[name] = result.data;
    else faults.push(`${nameOf(name)} cannot be ${show(name, value)}. ${SETTINGS[name].remedy}`);
  }
  return checked as CheckedSettings;
}

// Secrets never appear in a log, not even when they are invalid.
function show(name: SettingName, value: unknown): string {
  const { secret }: Setting = SETTINGS[name];
  const isSecret = secret ?? /secret|token|key/i.test(name);
  const text = JSON.stringify(value);
  // If a password is in the wrong place, anything after the scheme may be part of it.
  return isSecret || /:\/\/.*@/.test(text) ? "what it is" : withoutCredentials(text);
}

function optionName(name: SettingName): string {
  return name;
}
