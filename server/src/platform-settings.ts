import { SETTINGS, type SettingName } from "./settings.ts";

/** The environment that the process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings from a hosting platform's variables; our own names take precedence. */
export interface PlatformSettings {
  given: Partial<Record<SettingName, string>>;
  faults: string[];
}

const IS_POSTGRES = /^postgres(ql)?:\/\//;

/**
 * Reads `PORT`, `DATABASE_URL` and `REDIS_URL`, as set by Heroku, Cloud Run, Railway, Render and
 * Fly, for settings that are not given under our own names.
 *
 * They may belong to another program: a database other than Postgres stops the start with a remedy,
 * and a Redis counts only with a Postgres, because a SQLite file has a single server.
 */
export function platformSettings(
  platform: Environment,
  own: Partial<Record<SettingName, string>>,
): PlatformSettings {
  const port = valueOf(platform, SETTINGS.port.platformEnv);
  const databaseUrl = valueOf(platform, SETTINGS.databaseUrl.platformEnv);
  const redisUrl = valueOf(platform, SETTINGS.redisUrl.platformEnv);
  const isHeroku = platform["DYNO"] !== undefined;
  const given: PlatformSettings["given"] = {};
  const faults: string[] = [];

  if (port !== undefined && own.port === undefined) {
    if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) given.port = port;
    else faults.push(`PORT is no number from 0 to 65535. Set CHAT_SERVER_PORT to one.`);
  }
  if (databaseUrl !== undefined && own.databaseUrl === undefined) {
    if (IS_POSTGRES.test(databaseUrl))
      given.databaseUrl = isHeroku ? withUnverifiedTls(databaseUrl) : databaseUrl;
    else
      faults.push(
        `DATABASE_URL (${schemeOf(databaseUrl)}) is no Postgres, and may be another program's. ` +
          `Set CHAT_DATABASE_URL to where the chat keeps its messages: ` +
          `postgres://user:password@host/database, or sqlite:./data/chat.db.`,
      );
  }
  const database = own.databaseUrl ?? given.databaseUrl ?? "";
  if (redisUrl !== undefined && own.redisUrl === undefined && IS_POSTGRES.test(database)) {
    if (/^rediss?:\/\/./.test(redisUrl) && URL.canParse(redisUrl)) {
      given.redisUrl = redisUrl;
      if (isHeroku && own.redisCa === undefined) given.redisCa = "unverified";
    } else
      faults.push(
        `REDIS_URL (${schemeOf(redisUrl)}) is no Redis that the chat can use. ` +
          `Set CHAT_REDIS_URL to redis://… or rediss://…, or to none.`,
      );
  }
  return { given, faults };
}

/** The value of a variable; empty counts as not set. */
export function valueOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === "" ? undefined : value;
}

/** Heroku's databases require TLS, with a self-signed certificate. */
function withUnverifiedTls(url: string): string {
  if (/[?&]sslmode=/.test(url)) return url;
  return `${url}${url.includes("?") ? "&" : "?"}sslmode=no-verify`;
}

/** The scheme of a URL; the rest may contain a password. */
function schemeOf(address: string): string {
  const [, scheme] = /^([a-z][a-z0-9+.-]{0,30}:)/i.exec(address) ?? [];
  return scheme === undefined ? "no address" : `${scheme}…`;
}
