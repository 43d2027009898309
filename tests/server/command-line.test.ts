import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { openSqlite } from "../../server/src/storage/engines/sqlite/open-sqlite.ts";
import { message } from "../support/message-logs.ts";
import { pgClient } from "../support/pg-client.ts";
import { createDatabase } from "../support/postgres.ts";
import { runCli, runProgram, startServerProcess } from "../support/server-process.ts";
import { connect } from "../support/connect.ts";
import { join as joinRoom, next, send } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("live-chat-server", () => {
  it("explains every option", async () => {
    const { code, stdout } = await runCli(["--help"], {}, temporaryFolder());
    expect(code).toBe(0);
    expect(stdout).toContain("CHAT_SERVER_PORT");
    expect(stdout).toContain("CHAT_DATABASE_URL");
  });

  it("prints its version, and names unknown arguments", async () => {
    const dir = temporaryFolder();
    expect((await runCli(["--version"], {}, dir)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const unknown = await runCli(["--prot"], {}, dir);
    expect(unknown).toMatchObject({ code: 1, stdout: "" });
    expect(unknown.stderr).toContain("--help");
  });

  it.each([
    ["--workers", "2", "--port", "4000"],
    ["--workers", "2", "owner-link"],
    ["--workers=2", "3"],
    ["--port", "4000"],
  ])("starts nothing with arguments that mean nothing: %s %s %s", async (...args) => {
    const { code, stderr } = await runCli(args, {}, temporaryFolder());
    expect(code).toBe(1);
    expect(stderr).toMatch(/^live-chat-server cannot start\. live-chat-server does not know/);
    expect(stderr).toContain("--help");
  });

  it("lists every fault of its settings in one message, and no stack", async () => {
    const env = { CHAT_SERVER_PORT: "x", CHAT_DATABASE_URL: "mysql://x" };
    const { code, stderr } = await runCli([], env, temporaryFolder());
    expect(code).toBe(1);
    expect(stderr).toContain("CHAT_SERVER_PORT");
    expect(stderr).toContain("CHAT_DATABASE_URL");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("warns of unknown settings, and suggests the one that was meant", async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, ".env"), "CHAT_ORIGIN=https://shop.example\n");
    const env = { CHAT_GEUSTS: "true", CHAT_PORT: "3002", CHAT_SERVER_PORT: "x" };
    const { stderr } = await runCli([], env, dir);
    expect(stderr).toContain(
      "CHAT_GEUSTS is no setting and does nothing. Did you mean CHAT_GUESTS?",
    );
    expect(stderr).toContain(
      "CHAT_ORIGIN is no setting and does nothing. Did you mean CHAT_ORIGINS?",
    );
    expect(stderr).toContain(
      "CHAT_PORT is no setting and does nothing. See live-chat-server --help.",
    );
    expect(stderr).not.toContain("CHAT_SERVER_PORT is no setting");
  });

  it("runs from source in a repository where nothing is built", async () => {
    const dir = temporaryFolder();
    const server = fileURLToPath(new URL("../../server", import.meta.url));
    cpSync(join(server, "bin"), join(dir, "bin"), { recursive: true });
    cpSync(join(server, "package.json"), join(dir, "package.json"));
    symlinkSync(join(server, "src"), join(dir, "src"));
    const { code, stdout, stderr } = await runProgram(
      [join(dir, "bin/live-chat-server.js"), "--help"],
      {},
      dir,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("CHAT_SERVER_PORT");
  });

  it("says that a port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    const { code, stderr } = await runCli(
      [],
      { CHAT_SERVER_PORT: String(port) },
      temporaryFolder(),
    );
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} is in use`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("refuses an SQLite file that another server serves, until that one has ended in whatever way", async () => {
    const dir = temporaryFolder();
    const first = await startServerProcess({}, dir);
    const second = await runCli([], { CHAT_SERVER_PORT: "0" }, dir);
    expect(second).toMatchObject({ code: 1, stdout: "" });
    expect(second.stderr).toContain("demo.db is already served by another live-chat-server");
    await first.end("SIGKILL");
    const third = await startServerProcess({}, dir);
    expect(await third.end("SIGTERM")).toBe(0);
  });

  it("says that its database cannot be opened", async () => {
    const dir = temporaryFolder();
    writeFileSync(
      join(dir, "no.db"),
      "this is no database, but it is long enough to be read as one",
    );
    const { code, stderr } = await runCli([], { CHAT_DATABASE_URL: "sqlite:./no.db" }, dir);
    expect(code).toBe(1);
    expect(stderr).toContain("CHAT_DATABASE_URL");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("reads .env, over it .env.local, and over both the environment", async () => {
    const dir = temporaryFolder();
    writeFileSync(
      join(dir, ".env"),
      "CHAT_SERVER_PORT=bad-1\nCHAT_HISTORY_LIMIT=bad-2\nCHAT_GUESTS=bad-3\n",
    );
    writeFileSync(join(dir, ".env.local"), "CHAT_HISTORY_LIMIT=bad-4\n");
    const { stderr } = await runCli([], { CHAT_GUESTS: "bad-5" }, dir);
    expect(stderr).toContain("bad-1");
    expect(stderr).toContain("bad-4");
    expect(stderr).toContain("bad-5");
    expect(stderr).not.toMatch(/bad-[23]/);
  });

  it("[LOG1] keeps what it acknowledged, and who its guests are, when it is killed", async () => {
    const dir = temporaryFolder();
    const before = await startServerProcess({}, dir);
    const client = connect(before.url);
    const { me, guestCredential } = await joinRoom(client, "s1", "민지");
    const sent = await send(client, "s1", "kept");
    expect(await before.end("SIGKILL")).toBe("SIGKILL");

    const after = await startServerProcess({}, dir);
    onTestFinished(() => void after.end("SIGKILL"));
    const again = connect(after.url, { auth: { guestCredential } });
    const history = next(again, "message-history");
    expect((await joinRoom(again, "s1", "민지")).me.userId).toBe(me.userId);
    expect(await history).toEqual([sent]);
  });

  it("[CN7] sends clients come-back and ends in order when it is stopped", async () => {
    const server = await startServerProcess({}, temporaryFolder());
    const client = connect(server.url, { reconnection: false });
    await joinRoom(client, "s1", "민지");
    const notice = next(client, "come-back");
    const reason = new Promise((resolve) => client.once("disconnect", resolve));
    expect(await server.end("SIGTERM")).toBe(0);
    expect(await notice).toEqual({ afterMs: expect.any(Number) as number });
    // Not "io server disconnect", after which stock clients stay away.
    expect(await reason).toBe("transport close");
  });
});

describe("live-chat-server copy-database", () => {
  it("copies to the schema that the server in this folder will use", async () => {
    const dir = temporaryFolder();
    const { log } = await openSqlite(join(dir, "chat.db"));
    await log.append([message("kept")]);
    await log.close();
    writeFileSync(join(dir, ".env.local"), "CHAT_DATABASE_SCHEMA=shop_chat\n");
    const postgres = await createDatabase(inject("postgresUrl"));
    const copy = await runCli(["copy-database", "sqlite:./chat.db", postgres], {}, dir);
    expect(copy).toMatchObject({ code: 0, stdout: "Copied 1 streams with 1 entries.\n" });
    const client = await pgClient(postgres);
    const { rows } = await client.query("select body from shop_chat.entries");
    expect(rows).toEqual([{ body: "kept" }]);
  });

  it("[LOG4] moves everything to Postgres, so that viewers go on where they were", async () => {
    const dir = temporaryFolder();
    const postgres = await createDatabase(inject("postgresUrl"));
    const guests = { CHAT_RATE_LIMIT: "off", CHAT_GUESTS: "true" };
    const before = await startServerProcess(guests, dir);
    const client = connect(before.url, { transports: ["websocket"] });
    const { me, guestCredential } = await joinRoom(client, "s1", "민지");
    for (const stream of ["s2", "s1-b", "s1"]) {
      await joinRoom(client, stream, "민지");
      await Promise.all(Array.from({ length: 400 }, (_, i) => send(client, stream, `m${i}`)));
    }
    const { position } = await joinRoom(client, "s1", "민지");
    await before.end("SIGTERM");

    const copy = await runCli(["copy-database", "sqlite:./data/chat.db", postgres], {}, dir);
    expect(copy).toMatchObject({ code: 0, stdout: "Copied 3 streams with 1200 entries.\n" });
    const twice = await runCli(["copy-database", "sqlite:./data/chat.db", postgres], {}, dir);
    expect(twice.code).toBe(1);
    expect(twice.stderr).toContain("empty");

    const back = await runCli(["copy-database", postgres, "sqlite:./back.db"], {}, dir);
    expect(back).toMatchObject({ code: 0, stdout: copy.stdout });

    const after = await startServerProcess({ CHAT_DATABASE_URL: postgres }, dir);
    onTestFinished(() => void after.end("SIGKILL"));
    const again = connect(after.url, { auth: { guestCredential } });
    const joined = await joinRoom(again, "s1", "민지", { wants: ["entries"], after: position });
    expect(joined).toMatchObject({ me: { userId: me.userId }, recovered: true, entries: [] });
  });

  it("says how it is written", async () => {
    const { code, stderr } = await runCli(["copy-database", "here"], {}, temporaryFolder());
    expect(code).toBe(1);
    expect(stderr).toContain("copy-database sqlite:");
  });
});

describe("live-chat-server backup-database", () => {
  it("copies a database while its server writes to it", async () => {
    const dir = temporaryFolder();
    const server = await startServerProcess({ CHAT_RATE_LIMIT: "off" }, dir);
    onTestFinished(() => void server.end("SIGKILL"));
    const client = connect(server.url, { transports: ["websocket"] });
    await joinRoom(client, "s1", "민지");
    const before = await Promise.all(
      Array.from({ length: 50 }, (_, i) => send(client, "s1", `before ${i}`)),
    );
    const writing = Promise.all(
      Array.from({ length: 500 }, (_, i) => send(client, "s1", `meanwhile ${i}`)),
    );
    const args = ["backup-database", "sqlite:./data/demo.db", "backup.db"];
    expect(await runCli(args, {}, dir)).toMatchObject({ code: 0 });
    await writing;
    const { log } = await openSqlite(join(dir, "backup.db"));
    onTestFinished(() => log.close());
    const kept = await log.readMessages("s1", Number.MAX_SAFE_INTEGER, 1_000);
    expect(kept.slice(0, 50)).toEqual(before);
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, i) => i + 1));
    // Nothing that is there is written over.
    expect(await runCli(args, {}, dir)).toMatchObject({ code: 1 });
  });
});
