import { describe, expect, it } from "vitest";
import { helpText } from "../../server/src/help-text.ts";
import { KO_SETTINGS } from "../../server/src/ko-settings.ts";
import { terminalLang } from "../../server/src/terminal-lang.ts";
import { validateAttachOptions } from "../../server/src/attach-options.ts";
import {
  optionsFromEnvironment,
  OptionsError,
  serverUrl,
  toOptions,
} from "../../server/src/options.ts";
import type { Setting } from "../../server/src/setting.ts";
import { SETTINGS } from "../../server/src/settings.ts";

function faultsOf(env: Readonly<Record<string, string | undefined>>): string {
  try {
    optionsFromEnvironment(env);
  } catch (error) {
    if (error instanceof OptionsError) return error.message;
    throw error;
  }
  throw new Error("no fault was found");
}

const SECRET = "a secret of more than thirty-two characters";
const PROJECT = { SUPABASE_URL: "https://abc.supabase.co" };

/** A project's key in the older form, which says what it is for. */
function keyOf(role: string): string {
  return ["{}", JSON.stringify({ iss: "supabase", role }), "signature"]
    .map((part) => Buffer.from(part).toString("base64url"))
    .join(".");
}

describe("settings", () => {
  it("without any, are those of a demo on this machine", () => {
    expect(optionsFromEnvironment({})).toMatchObject({
      mode: "demo",
      guests: true,
      host: "127.0.0.1",
      port: 3001,
      databaseUrl: "sqlite:./data/demo.db",
      origins: [],
      rateLimit: { count: 8, windowMs: 10_000 },
    });
  });

  it("are read from the environment; empty ones count as not set", () => {
    const options = optionsFromEnvironment({
      CHAT_SERVER_PORT: "8080",
      CHAT_GUESTS: "true",
      CHAT_HOST: " ",
      CHAT_ORIGINS: "https://a.example, https://b.example:8443",
      CHAT_RATE_LIMIT: "20/60s",
      CHAT_HISTORY_LIMIT: "",
    });
    expect(options).toMatchObject({
      mode: "guests",
      port: 8080,
      origins: ["https://a.example", "https://b.example:8443"],
      rateLimit: { count: 20, windowMs: 60_000 },
      historyLimit: 100,
    });
    expect(options.host).toBeUndefined();
  });

  it.each([
    { SUPABASE_URL: "https://abc.supabase.co" },
    { SUPABASE_URL: "http://localhost:54321" },
    { CHAT_JWT_SECRET: "a secret of more than thirty-two characters" },
    { CHAT_JWKS_URL: "https://id.example/jwks.json" },
    { CHAT_OIDC_ISSUER: "https://id.example/", CHAT_OIDC_CLIENT_ID: "chat" },
  ])("with %j, people sign in and guests do not write", (env) => {
    expect(optionsFromEnvironment(env)).toMatchObject({ mode: "sign-in", guests: false });
  });

  it("name every fault at once, each with its remedy, and no secret", () => {
    const message = faultsOf({
      CHAT_SERVER_PORT: "http",
      CHAT_ORIGINS: "shop.example",
      CHAT_GUESTS: "yes",
      CHAT_JWT_SECRET: "hunter2",
      SUPABASE_URL: "http://abc.supabase.co",
      CHAT_RATE_LIMIT: "fast",
    });
    expect(message).toContain("6 settings need attention");
    for (const env of [
      "CHAT_SERVER_PORT",
      "CHAT_ORIGINS",
      "CHAT_GUESTS",
      "CHAT_JWT_SECRET",
      "SUPABASE_URL",
      "CHAT_RATE_LIMIT",
    ])
      expect(message).toContain(env);
    expect(message).not.toContain("hunter2");
    expect(message.split("\n").filter((line) => /Give|Write/.test(line))).toHaveLength(6);
  });

  it.each([
    "capacitor://localhost",
    "ionic://localhost",
    "tauri://localhost",
    "http://tauri.localhost",
    "http://localhost",
    "https://localhost",
    "app://.",
    "app://-",
    "app://shop.example",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "moz-extension://0a4f2f3e-7b1c-4c8e-9b0e-2f3a4b5c6d7e",
  ])("[CN5] name the exact origin of an app's pages: %s", (origin) => {
    expect(optionsFromEnvironment({ CHAT_ORIGINS: `https://a.example,${origin}` }).origins).toEqual(
      ["https://a.example", origin],
    );
  });

  it.each([
    "null",
    "file://",
    "file:///app/index.html",
    "capacitor:",
    "capacitor://",
    "capacitor://localhost/",
    "capacitor://localhost/index.html",
    "capacitor://*",
    "Capacitor://localhost",
    "capacitor://localhost?x",
    "capacitor://u@localhost",
    "javascript://x",
    "data://x",
    "blob://x",
    "ws://shop.example",
    "https://shop.example//",
    "https://shop.example/live",
    "https://shop.example/?x",
    "https://u@shop.example/",
    "https://*.shop.example",
    "https://*.shop.example/",
    "capacitor://localhost;script-src *",
    "capacitor://localhost 'unsafe-inline'",
  ])("[CN5] take nothing for an origin that is none: %s", (origin) => {
    expect(faultsOf({ CHAT_ORIGINS: `https://a.example,${origin}` })).toContain("CHAT_ORIGINS");
  });

  it.each([
    ["https://shop.example/", "https://shop.example"],
    ["HTTPS://Shop.Example", "https://shop.example"],
    ["https://shop.example:443/", "https://shop.example"],
    ["http://shop.example:80", "http://shop.example"],
    ["http://localhost:3000/", "http://localhost:3000"],
    ["https://가게.example/", "https://xn--o39akk.example"],
  ])("put right what people copy for an origin: %s", (given, origin) => {
    expect(optionsFromEnvironment({ CHAT_ORIGINS: `${given},https://b.example` }).origins).toEqual([
      origin,
      "https://b.example",
    ]);
  });

  it("say why a part of a name cannot be a star", () => {
    expect(faultsOf({ CHAT_ORIGINS: "https://*.shop.example" })).toContain(
      "Name each of a site's hosts",
    );
  });

  it("take the word that the table shows for what holds without them", () => {
    const words = Object.values(SETTINGS as Record<string, Setting>).filter(({ usual }) =>
      /^[\w/-]+$/.test(usual),
    );
    expect(words.length).toBeGreaterThan(15);
    for (const { env, usual } of words) {
      const given = { CHAT_GUESTS: "true", [env]: usual };
      expect(() => optionsFromEnvironment(given), `${env}=${usual}`).not.toThrow();
    }
    const { retentionDays, maxMessagesPerStream, trustProxy } = optionsFromEnvironment({
      CHAT_RETENTION_DAYS: "forever",
      CHAT_MAX_MESSAGES_PER_STREAM: "all",
      CHAT_TRUST_PROXY: "none",
    });
    expect([retentionDays, maxMessagesPerStream, trustProxy]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    [{ CHAT_JWT_SECRET: SECRET, CHAT_SESSION_SECRET: SECRET }, "are the same"],
    [{ CHAT_READ: "members" }, "needs a way to sign in"],
    [{ SUPABASE_PUBLISHABLE_KEY: "sb_publishable_1" }, "needs SUPABASE_URL"],
    [{ SUPABASE_JWT_SECRET: SECRET, CHAT_GUESTS: "true" }, "needs SUPABASE_URL"],
    [{ ...PROJECT, SUPABASE_PUBLISHABLE_KEY: "sb_secret_1" }, "SUPABASE_PUBLISHABLE_KEY"],
    [{ ...PROJECT, SUPABASE_PUBLISHABLE_KEY: keyOf("service_role") }, "SUPABASE_PUBLISHABLE_KEY"],
    [{ ...PROJECT, SUPABASE_PUBLISHABLE_KEY: keyOf("authenticated") }, "SUPABASE_PUBLISHABLE_KEY"],
    [{ CHAT_DATABASE_SCHEMA: "public" }, "CHAT_DATABASE_SCHEMA"],
  ])("are refused where what they need is not there, or would be unsafe: %j", (env, why) => {
    const message = faultsOf(env);
    expect(message).toContain("One setting needs attention");
    expect(message).toContain(why);
    for (const secret of [SECRET, "sb_secret_1", keyOf("service_role")])
      expect(message).not.toContain(secret);
  });

  it.each(["sb_publishable_1", keyOf("anon")])("take a key that pages may have: %s", (key) => {
    const env = { ...PROJECT, SUPABASE_PUBLISHABLE_KEY: key };
    expect(optionsFromEnvironment(env).supabaseKey).toBe(key);
  });

  it("do not show a demo without sign-in to others", () => {
    for (const host of ["127.0.0.1", "127.8.0.1", "localhost", "::1"])
      expect(optionsFromEnvironment({ CHAT_HOST: host }).mode).toBe("demo");
    for (const host of ["192.168.0.4", "::", "localhost.example", "127.0.0.1.example"])
      expect(faultsOf({ CHAT_HOST: host })).toContain("CHAT_GUESTS=true");
    expect(faultsOf({ CHAT_HOST: "0.0.0.0" })).toContain("CHAT_GUESTS=true");
    expect(optionsFromEnvironment({ CHAT_HOST: "0.0.0.0", CHAT_GUESTS: "true" }).host).toBe(
      "0.0.0.0",
    );
  });

  it.each([
    ["", "http://localhost:3001"],
    ["0.0.0.0", "http://localhost:3001"],
    ["::", "http://localhost:3001"],
    ["127.0.0.1", "http://localhost:3001"],
    ["::1", "http://localhost:3001"],
    ["127.0.0.2", "http://127.0.0.2:3001"],
    ["10.0.0.5", "http://10.0.0.5:3001"],
    ["fd00::5", "http://[fd00::5]:3001"],
    ["chat.internal", "http://chat.internal:3001"],
  ])("name the address to open where the server listens on %s", (host, url) => {
    expect(serverUrl({ host }, 3001)).toBe(url);
    expect(serverUrl({ host, publicUrl: "https://chat.example.com" }, 3001)).toBe(
      "https://chat.example.com",
    );
  });

  it("given in code, are checked alike and named as in code", () => {
    expect(() => toOptions({ port: 70_000 })).toThrow(/port cannot be 70000/);
    expect(toOptions({ origins: ["https://a.example"], rateLimit: "off" })).toMatchObject({
      origins: ["https://a.example"],
      rateLimit: "off",
    });
  });

  it("given in code, start no workers: two would silently be one", () => {
    for (const workers of [2, 3, "4"])
      expect(validateAttachOptions({ workers } as never)).toEqual([
        expect.stringContaining("workers"),
      ]);
    for (const workers of [undefined, 1])
      expect(validateAttachOptions({ workers } as never)).toEqual([]);
  });

  it("are all in the help", () => {
    for (const { env, help } of Object.values(SETTINGS)) {
      expect(helpText()).toContain(env);
      expect(helpText()).toContain(help);
    }
  });

  it("are in the help in Korean, too, where the terminal is", () => {
    const help = helpText(terminalLang({ LANG: "ko_KR.UTF-8" }));
    for (const { env } of Object.values(SETTINGS)) expect(help).toContain(`  ${env}`);
    for (const { help: text } of Object.values(KO_SETTINGS)) expect(help).toContain(text);
    expect(help).toContain("기본값: 3001");
    // What is still English is written so: names, addresses and what is typed.
    expect(help.match(/[a-z]+ [a-z]+ [a-z]+ [a-z]+ /g)).toBeNull();
  });
});
