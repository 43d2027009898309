import { expect, it } from "vitest";
import { copyDatabase } from "../../server/src/commands/copy-database.ts";
import { optionsFromEnvironment, OptionsError, toOptions } from "../../server/src/options.ts";
import { terminalLang } from "../../server/src/terminal-lang.ts";
import { welcome } from "../../server/src/welcome.ts";

/* A server's output ends up in journals and container logs. */

const ENCODED = encodeURIComponent("pass/w@rd:1");

it.each([
  [`postgres://chat:${ENCODED}@db.example:5432/chat`, "postgres://…@db.example:5432/chat"],
  ["postgres://db.example/chat?user=chat&password=pass%2Fword", "?user=chat&password=…"],
  ["sqlite:./data/chat.db", "Messages are kept in sqlite:./data/chat.db\n"],
])("the welcome says where messages are kept, and not how one gets there: %s", (address, shown) => {
  const said = welcome(
    { url: "http://localhost:3001", mode: "guests" },
    toOptions({ databaseUrl: address, guests: true }),
  );
  expect(said).toContain(shown);
  expect(said).not.toMatch(/pass%2F|2Fword/);
});

/** Passwords that mean something in an address, or nothing at all. */
const PASSWORDS = [
  ...["tops3cr#tword", "tops3cr@tword", "tops3cr%tword", "tops3cr/tword", "tops3cr?tword"],
  ...["tops3cr tword", "tops3cr:tword", "tops3cr\\tword", "12#tword", "a@tops3cr#tword"],
  ...["12/tops3cr@tword", "tops3cr%zztword", "tops3cr\ttword", "tops3cr%2#tword", "[tops3cr]tword"],
];
const ADDRESSES = [
  (password: string) => `postgres://chat:${password}@db.example/chat`,
  (password: string) => `postgres://chat:${password}`,
  (password: string) => `postgre://chat:${password}@db.example/chat`,
  (password: string) => `redis://:${password}@cache.example`,
  (password: string) => `https://chat:${password}@shop.example`,
];
const VARIABLES = [
  ...["CHAT_DATABASE_URL", "CHAT_REDIS_URL", "SUPABASE_URL", "CHAT_JWKS_URL", "CHAT_PUBLIC_URL"],
  "CHAT_OIDC_ISSUER",
  ...["CHAT_ORIGINS", "CHAT_HOST", "CHAT_SERVER_PORT", "CHAT_TRUST_PROXY", "CHAT_DATABASE_CA"],
];

it.each(PASSWORDS)(
  "an address with the password %s is refused without any piece of it",
  (password) => {
    for (const variable of VARIABLES)
      for (const address of ADDRESSES) {
        const value = address(password);
        let said = "";
        try {
          optionsFromEnvironment({ [variable]: value, CHAT_GUESTS: "true" });
        } catch (error) {
          expect(error).toBeInstanceOf(OptionsError);
          said = (error as Error).message;
        }
        expect(said, `${variable}=${value}`).not.toMatch(/tops3cr|tword/);
        if (said && variable === "CHAT_DATABASE_URL") expect(said).toContain("# as %23, @ as %40");
      }
  },
);

it("an address whose password is encoded is taken", () => {
  for (const password of PASSWORDS) {
    const databaseUrl = `postgres://chat:${encodeURIComponent(password)}@db.example:5432/chat?sslmode=require`;
    const redisUrl = `rediss://:${encodeURIComponent(password)}@cache.example:6380`;
    const options = toOptions({ databaseUrl, redisUrl, guests: true });
    expect(options).toMatchObject({ databaseUrl, redisUrl });
    expect(welcome({ url: "http://localhost:3001", mode: "guests" }, options)).not.toMatch(
      /tops3cr|tword/,
    );
  }
});

it("copy-database refuses an address without showing it", async () => {
  // Brackets end no part of an address.
  for (const password of PASSWORDS.filter((each) => !each.startsWith("[")))
    await expect(
      copyDatabase(["sqlite:./a.db", `postgres://chat:${password}@db.example/chat`], {}),
    ).rejects.toThrow(/^(?!.*(tops3cr|tword))Write: live-chat-server copy-database/);
});

it("the welcome says that others can come, where no address is set and they can", () => {
  const about = { url: "http://localhost:3001", mode: "guests" } as const;
  const options = (more: object) => toOptions({ guests: true, databaseUrl: "memory:", ...more });
  expect(welcome(about, options({}))).toContain("listens to the network");
  expect(welcome(about, options({}), "ko")).toContain("다른 기기에서도 접속할 수 있어요");
  for (const more of [{ host: "127.0.0.1" }, { publicUrl: "https://chat.example.com" }])
    expect(welcome(about, options(more))).not.toContain("listens to the network");
});

it("the welcome is in Korean where the terminal is", () => {
  const options = toOptions({ databaseUrl: "memory:" });
  const link = "http://localhost:3001/sign-in/#invitation=x.y";
  const about = { url: "http://localhost:3001", mode: "demo", ownerLink: link } as const;
  for (const env of [{ LANG: "ko_KR.UTF-8" }, { LC_ALL: "ko", LANG: "en" }])
    expect(welcome(about, options, terminalLang(env))).toMatch(/데모 모드.*호스트가 되려면/s);
  for (const env of [{}, { LANG: "C" }, { LC_ALL: "en_US", LANG: "ko_KR" }])
    expect(welcome(about, options, terminalLang(env))).toMatch(/DEMO MODE.*Become its owner/s);
});
