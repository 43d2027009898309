import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { helpText } from "../../server/src/help-text.ts";
import { optionsFromEnvironment, OptionsError } from "../../server/src/options.ts";
import { freePort } from "../support/free-port.ts";
import { createDatabase } from "../support/postgres.ts";
import { runCli, startServerProcess } from "../support/server-process.ts";
import { connect } from "../support/connect.ts";
import { join as joinRoom, next, send } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/* What Heroku, Cloud Run, Railway, Render and Fly set, as docs/deploying.md promises. */

const POSTGRES = "postgres://u:hunter2@db.example:5432/shop";

function faultsOf(env: Record<string, string>): string {
  try {
    optionsFromEnvironment(env);
  } catch (error) {
    if (error instanceof OptionsError) return error.message;
    throw error;
  }
  throw new Error("no fault was found");
}

describe("PORT, DATABASE_URL and REDIS_URL", () => {
  it("are taken as they are", () => {
    const env = {
      PORT: "8080",
      DATABASE_URL: `${POSTGRES}?sslmode=no-verify`,
      REDIS_URL: "redis://:p@r:6379",
    };
    expect(optionsFromEnvironment(env)).toMatchObject({
      port: 8080,
      databaseUrl: `${POSTGRES}?sslmode=no-verify`,
      redisUrl: "redis://:p@r:6379",
    });
  });

  it("stand back behind our own names, unless those are empty", () => {
    const platform = { PORT: "8080", DATABASE_URL: "mysql://shop", REDIS_URL: "unix:///x" };
    const own = {
      CHAT_SERVER_PORT: "9000",
      CHAT_DATABASE_URL: POSTGRES,
      CHAT_REDIS_URL: "redis://ours",
    };
    expect(optionsFromEnvironment({ ...platform, ...own })).toMatchObject({
      port: 9000,
      databaseUrl: POSTGRES,
      redisUrl: "redis://ours",
    });
    expect(optionsFromEnvironment({ PORT: "8080", CHAT_SERVER_PORT: " " }).port).toBe(8080);
    const none = optionsFromEnvironment({
      DATABASE_URL: POSTGRES,
      REDIS_URL: "redis://r",
      CHAT_REDIS_URL: "none",
    });
    expect(none.redisUrl).toBeUndefined();
  });

  it.each([
    "mysql://shop:hunter2@db/shop",
    "sqlite:///srv/shop/db.sqlite3",
    "sqlite3:db/production.sqlite3",
    "file:./dev.db",
    "mongodb+srv://u:hunter2@cluster.example/shop",
    "prisma+postgres://accelerate.example/?api_key=hunter2",
    "hunter2",
  ])("that are another program's (%s) say so, and what to do", (url) => {
    const message = faultsOf({ DATABASE_URL: url, CHAT_GUESTS: "true" });
    expect(message).toContain("DATABASE_URL (");
    expect(message).toContain("Set CHAT_DATABASE_URL");
    expect(message).not.toContain("hunter2");
  });

  it("of another form name the setting to use instead", () => {
    const message = faultsOf({
      PORT: "\\\\.\\pipe\\4f2c",
      DATABASE_URL: POSTGRES,
      REDIS_URL: "unix:///run/redis.sock",
    });
    expect(message).toContain("2 settings need attention");
    expect(message).toContain("Set CHAT_SERVER_PORT");
    expect(message).toContain("Set CHAT_REDIS_URL");
  });

  it("a Redis counts only beside a Postgres: one server of a SQLite file has no others", () => {
    const options = optionsFromEnvironment({ REDIS_URL: "redis://shop" });
    expect(options).toMatchObject({ databaseUrl: "sqlite:./data/demo.db" });
    expect(options.redisUrl).toBeUndefined();
  });

  it("on Heroku, take certificates that nobody has signed, as Heroku says", () => {
    const env = { DYNO: "web.1", DATABASE_URL: POSTGRES, REDIS_URL: "rediss://:p@r:6380" };
    expect(optionsFromEnvironment(env)).toMatchObject({
      databaseUrl: `${POSTGRES}?sslmode=no-verify`,
      redisCa: "unverified",
    });
    const strict = optionsFromEnvironment({
      ...env,
      DATABASE_URL: `${POSTGRES}?sslmode=verify-full`,
    });
    expect(strict.databaseUrl).toBe(`${POSTGRES}?sslmode=verify-full`);
    // RemotePresence a certificate is checked, and what is ours is left as it is.
    expect(
      optionsFromEnvironment({ DATABASE_URL: POSTGRES, REDIS_URL: "rediss://r" }),
    ).toMatchObject({
      databaseUrl: POSTGRES,
    });
    expect(optionsFromEnvironment({ ...env, CHAT_DATABASE_URL: POSTGRES }).databaseUrl).toBe(
      POSTGRES,
    );
  });

  it("are in the help", () => {
    for (const name of ["PORT", "DATABASE_URL", "REDIS_URL"])
      expect(helpText()).toContain(`, else ${name}\n`);
  });
});

describe("a server on a platform", () => {
  it("listens on PORT and keeps messages in the Postgres of DATABASE_URL", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const port = await freePort();
    const env = {
      PORT: `${port}`,
      CHAT_SERVER_PORT: "",
      DATABASE_URL: databaseUrl,
      CHAT_GUESTS: "true",
    };
    const first = await startServerProcess(env, temporaryFolder());
    expect(new URL(first.url).port).toBe(`${port}`);
    const client = connect(first.url);
    await joinRoom(client, "s1", "민지");
    const sent = await send(client, "s1", "kept");
    expect(await first.end("SIGTERM")).toBe(0);

    // A disk of its own, as after each deploy.
    const second = await startServerProcess(env, temporaryFolder());
    onTestFinished(() => void second.end("SIGKILL"));
    const again = connect(second.url);
    const history = next(again, "message-history");
    await joinRoom(again, "s1", "수아");
    expect(await history).toEqual([sent]);
  });

  it("takes nothing of that from a .env file, which may be another program's", async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, ".env"), "PORT=1\nDATABASE_URL=mysql://shop\nREDIS_URL=redis://shop\n");
    const server = await startServerProcess({}, dir);
    onTestFinished(() => void server.end("SIGKILL"));
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    // Nor do the commands, which would change another database than the server's.
    const commands = ["owner-link", "end-sessions u-1", "token --sub u-1", "check-token x.y.z"];
    const said = await Promise.all(commands.map((each) => runCli(each.split(" "), {}, dir)));
    for (const { stdout, stderr } of said) expect(stdout + stderr).not.toContain("DATABASE_URL");
  });

  it("refuses a database that is not for it before it does anything", async () => {
    const { code, stderr } = await runCli(
      [],
      { DATABASE_URL: "mysql://shop:hunter2@db/shop" },
      temporaryFolder(),
    );
    expect(code).toBe(1);
    expect(stderr).toContain("DATABASE_URL (mysql:…) is no Postgres");
    expect(stderr).not.toContain("hunter2");
  });
});
