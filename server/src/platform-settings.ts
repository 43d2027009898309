import { SETTINGS, type SettingName } from "./settings.ts";

/** The environment that a program was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a hosting platform's variables say: settings that our own names go before. */
export interface PlatformSettings {
  given: Partial<Record<SettingName, string>>;
  faults: string[];
}

const IS_POSTGRES = /^postgres(ql)?:\/\//;

/**
 * Reads `PORT`, `DATABASE_URL` and `REDIS_URL`, as Heroku, Cloud Run, Railway, Render and Fly set
 * them, for settings that are not given by our own names.
 *
 * They may be another program's: a database that is no Postgres stops the start with what to do,
 * and a Redis counts only beside a Postgres, since one server of a SQLite file has no others.
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

/** The value of a variable; an empty one counts as not set. */
export function valueOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === "" ? undefined : value;
}

/** Heroku's databases take only TLS, and show a certificate that nobody has signed. */
function withUnverifiedTls(url: string): string {
  if (/[?&]sslmode=/.test(url)) return url;
  return `${url}${url.includes("?") ? "&" : "?"}sslmode=no-verify`;
}

/** What an address begins with; the rest may be a password. */
function schemeOf(address: string): string {
  const [, scheme] = /^([a-z][a-z0-9+.-]{0,30}:)/i.exec(address) ?? [];
  return scheme === undefined ? "no address" : `${scheme}…`;
}
