import { LIMITS } from "#protocol";
import { z } from "zod";
import { isDatabaseUrl, isServerUrl, PASSWORD_REMEDY } from "./server-url.ts";
import type { Setting } from "./setting.ts";
import {
  isAddressRange,
  isPublicUrl,
  isPageOrigin,
  isReadableFile,
  splitList,
  toRate,
  toRateOrOff,
  withoutLastSlash,
  withoutPath,
} from "./setting-forms.ts";
import { orKeyword } from "./setting.ts";
import { isNamedRange, namedRanges } from "./proxy-ranges.ts";
import { SIGN_IN_SETTINGS } from "./sign-in-settings.ts";

/**
 * Every setting of a server: environment variable, description, and format.
 *
 * The command line's help, the table in docs/settings.md and all checks are made from this.
 * Each schema takes a string (from the environment) or the typed value (from code).
 */
export const SETTINGS = {
  port: {
    env: "CHAT_SERVER_PORT",
    platformEnv: "PORT",
    usual: "3001",
    help: "Port to listen on; 0 takes a free one.",
    remedy: "Give a number from 0 to 65535.",
    schema: z.coerce.number().int().min(0).max(65_535),
  },
  host: {
    env: "CHAT_HOST",
    usual: "loopback in demo mode, else all interfaces",
    help: "Address to listen on.",
    remedy: "Give an IP address or a host name of this machine.",
    schema: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
  },
  databaseUrl: {
    env: "CHAT_DATABASE_URL",
    platformEnv: "DATABASE_URL",
    usual: "sqlite:./data/chat.db",
    help: "Where messages are kept: sqlite:<path>, postgres://…, or memory: (gone at exit). A demo has sqlite:./data/demo.db.",
    remedy: `Give sqlite:<path>, postgres://user:password@host/database, or memory: ${PASSWORD_REMEDY}`,
    secret: true,
    schema: z.string().refine(isDatabaseUrl),
  },
  databaseSchema: {
    env: "CHAT_DATABASE_SCHEMA",
    usual: "live_chat",
    help: "The schema of a Postgres that holds the chat's tables and nothing else.",
    remedy: "Give a name of a-z, 0-9 and _ of its own; not public, and none of Postgres's.",
    schema: z
      .string()
      .regex(/^[a-z_][a-z0-9_]{0,62}$/)
      .refine((name) => !/^(public|pg_.*|information_schema)$/.test(name)),
  },
  databaseCa: {
    env: "CHAT_DATABASE_CA",
    usual: "",
    help: "A file with the certificate authority of your Postgres, like Supabase's.",
    remedy: "Give the path of a PEM file that can be read.",
    schema: z.string().refine(isReadableFile),
  },
  redisUrl: {
    env: "CHAT_REDIS_URL",
    platformEnv: "REDIS_URL",
    usual: "",
    help: "A Redis that carries news between several servers of one Postgres at once.",
    remedy: `Give redis://host:6379, rediss://user:password@host:6380, or none. ${PASSWORD_REMEDY}`,
    secret: true,
    schema: z
      .string()
      .refine((url) => url === "none" || (/^rediss?:/.test(url) && isServerUrl(url)))
      .transform((url) => (url === "none" ? undefined : url)),
  },
  redisCa: {
    env: "CHAT_REDIS_CA",
    usual: "public authorities",
    help: "A file with the certificate authority of your Redis (rediss://), or unverified to accept any certificate.",
    remedy: "Give the path of a PEM file that can be read, or unverified.",
    schema: z.string().refine((path) => path === "unverified" || isReadableFile(path)),
  },
  workers: {
    env: "CHAT_WORKERS",
    usual: "1",
    help: "Processes that serve the port together; also live-chat-server --workers <n>.",
    remedy: "Give a number from 1 to 64: at most as many as there are cores.",
    schema: z.coerce.number().int().min(1).max(64),
  },
  origins: {
    env: "CHAT_ORIGINS",
    usual: "the server's own; in demo mode loopback's too",
    help: "Pages that may embed the chat: exact origins, separated by commas, or * for any.",
    remedy:
      "Write origins like https://shop.example, or an app's like capacitor://localhost, " +
      "without a path, separated by commas, or *. Name each of a site's hosts: a * in a name, " +
      "like https://*.shop.example, would let other people's pages there act as your visitors.",
    schema: z
      .union([z.string().transform(splitList), z.array(z.string())])
      .transform((list) => list.map(withoutPath))
      .refine((list) => list.every((origin) => origin === "*" || isPageOrigin(origin)))
      .transform((list): "*" | string[] => (list.includes("*") ? "*" : list)),
  },
  guests: {
    env: "CHAT_GUESTS",
    usual: "false",
    help: "Whether anyone may write under a nickname.",
    remedy: "Give true or false.",
    schema: z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]),
  },
  guestAvatars: {
    env: "CHAT_GUEST_AVATARS",
    usual: "false",
    help: "Whether guests may have pictures. Every viewer's browser then sends requests to hosts that guests name.",
    remedy: "Give true or false.",
    schema: z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]),
  },
  ...SIGN_IN_SETTINGS,
  read: {
    env: "CHAT_READ",
    usual: "public",
    help: "Who may read: public (everyone) or members (people who are signed in).",
    remedy: "Give public or members.",
    schema: z.enum(["public", "members"]),
  },
  streams: {
    env: "CHAT_STREAMS",
    usual: "open",
    help: "Which streams exist: open (any that a page names) or listed (those made over the HTTP interface).",
    remedy: "Give open or listed.",
    schema: z.enum(["open", "listed"]),
  },
  sessionSecret: {
    env: "CHAT_SESSION_SECRET",
    usual: "made once, kept in the database",
    help: "Signs chat sessions, and the credentials by which guests stay the same person.",
    remedy: "Give at least 32 random characters.",
    schema: z.string().min(32),
  },
  publicUrl: {
    env: "CHAT_PUBLIC_URL",
    usual: "",
    help: "The address under which people reach this server, when it is behind a proxy.",
    remedy:
      "Give an address like https://chat.example.com or https://shop.example/chat. " +
      "The path must not begin with a path of the chat itself, like /api or /embed.",
    schema: z.string().refine(isPublicUrl).transform(withoutLastSlash),
  },
  trustProxy: {
    env: "CHAT_TRUST_PROXY",
    usual: "none",
    help: "Proxies in front of this server, as addresses, CIDRs, or loopback, private, cloudflare: the server trusts the client addresses that they send.",
    remedy:
      "Give addresses like 10.0.0.0/8 or 127.0.0.1, or loopback, private, cloudflare, separated by commas, or none.",
    schema: orKeyword(
      "none",
      z
        .union([z.string().transform(splitList), z.array(z.string())])
        .refine((list) => list.every((range) => isNamedRange(range) || isAddressRange(range)))
        .transform(namedRanges),
    ),
  },
  historyLimit: {
    env: "CHAT_HISTORY_LIMIT",
    usual: String(LIMITS.historyMessages),
    help: "Messages that a viewer sees on joining.",
    remedy: "Give a number from 0 to 1000.",
    schema: z.coerce.number().int().min(0).max(1_000),
  },
  recoveryEntries: {
    env: "CHAT_RECOVERY_ENTRIES",
    usual: String(LIMITS.recoveryEntries),
    help: "Missed entries that a returning client receives one by one; with more, it gets the newest messages.",
    remedy: "Give a number from 100 to 100000.",
    schema: z.coerce.number().int().min(100).max(100_000),
  },
  retentionDays: {
    env: "CHAT_RETENTION_DAYS",
    usual: "forever",
    help: "Days after which messages are deleted.",
    remedy: "Give a number of days from 1 to 36500, or forever.",
    schema: orKeyword("forever", z.coerce.number().min(1).max(36_500)),
  },
  maxMessagesPerStream: {
    env: "CHAT_MAX_MESSAGES_PER_STREAM",
    usual: "all",
    help: "Messages of a stream that are kept; older ones are deleted.",
    remedy: "Give a number from 100 to 100000000, or all.",
    schema: orKeyword("all", z.coerce.number().int().min(100).max(100_000_000)),
  },
  adminToken: {
    env: "CHAT_ADMIN_TOKEN",
    usual: "",
    help: "The token that opens all of the HTTP interface (moderation, exports, deletions).",
    remedy: "Give at least 32 random characters.",
    schema: z.string().regex(/^\S{32,}$/),
  },
  webhookPrivate: {
    env: "CHAT_WEBHOOK_PRIVATE",
    usual: "false",
    help: "Whether webhooks may have addresses of your own network, and plain http.",
    remedy: "Give true or false.",
    schema: z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]),
  },
  rateLimit: {
    env: "CHAT_RATE_LIMIT",
    usual: "8/10s",
    help: "Messages per person: <count>/<seconds>s; off switches every limiter off.",
    remedy: "Write it like 8/10s, or off.",
    schema: z
      .string()
      .regex(/^(off|[1-9]\d{0,5}\/[1-9]\d{0,4}s)$/)
      .transform(toRateOrOff),
  },
  readLimit: {
    env: "CHAT_READ_LIMIT",
    usual: "60/10s",
    help: "Reads of older messages per person: <count>/<seconds>s; an address has 100 times as many.",
    remedy: "Write it like 60/10s.",
    schema: z
      .string()
      .regex(/^[1-9]\d{0,5}\/[1-9]\d{0,4}s$/)
      .transform(toRate),
  },
  connectionsPerAddress: {
    env: "CHAT_CONNECTIONS_PER_ADDRESS",
    usual: "6000",
    help: "Connections that one address may have open; a mobile carrier's address has thousands of people.",
    remedy: "Give a number from 1 to 1000000.",
    schema: z.coerce.number().int().min(1).max(1_000_000),
  },
  compression: {
    env: "CHAT_COMPRESSION",
    usual: "on",
    help: "Whether events to a room are compressed, once for all clients that accept compression.",
    remedy: "Give on or off.",
    schema: z.union([z.boolean(), z.enum(["on", "off"]).transform((word) => word === "on")]),
  },
  directWrites: {
    env: "CHAT_DIRECT_WRITES",
    usual: "on",
    help: "Whether events to a room are written to the TCP connection directly, which takes less CPU; off: through Socket.IO, uncompressed.",
    remedy: "Give on or off.",
    schema: z.union([z.boolean(), z.enum(["on", "off"]).transform((word) => word === "on")]),
  },
  logLevel: {
    env: "CHAT_LOG_LEVEL",
    usual: "info",
    help: "How much is logged: silent, error, warn, info or debug.",
    remedy: "Give silent, error, warn, info or debug.",
    schema: z.enum(["silent", "error", "warn", "info", "debug"]),
  },
} satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
/** Settings as passed from code; all are optional. */
export type ChatServerOptions = {
  [Name in SettingName]?: z.input<(typeof SETTINGS)[Name]["schema"]>;
};
/** Validated settings. */
export type CheckedSettings = {
  [Name in SettingName]?: z.output<(typeof SETTINGS)[Name]["schema"]>;
};
