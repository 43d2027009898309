import { spawn } from "node:child_process";
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import type { Answer, ChatMessage } from "#protocol";
import { openSqliteInWorker } from "../../server/src/storage/engines/sqlite/open-sqlite-in-worker.ts";
import { freePort } from "../support/free-port.ts";
import { startServerProcess } from "../support/server-process.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, join as joinRoom, next, send, type Client } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { Browser } from "../widget/support/real-client.ts";
import { allLive, hashText, readSqlite, seenBy, STREAM, Writer } from "./support.ts";
import { eventually } from "../support/eventually.ts";

/** Sends, and gives the answer, a refusal too. */
async function trySend(client: Client, message: string, clientId: string) {
  const payload = { streamId: STREAM, message, clientId };
  return (await ask(client, "send-message", payload)) as Answer<{ message: ChatMessage }>;
}

it("[LOG7] a database locked by another process: sends fail in time, reads go on, a repeat makes no second message", async () => {
  const path = join(temporaryFolder(), "chat.db");
  const { url } = await startServer({ databaseUrl: `sqlite:${path}` });
  const client = connect(url);
  await joinRoom(client, STREAM, "민지");
  await send(client, STREAM, "before");

  const other = new SqliteDatabase(path);
  onTestFinished(() => void other.close());
  other.exec("begin immediate");
  const refused = await Promise.all(
    Array.from({ length: 20 }, (_, i) => trySend(client, `m${i}`, `c${i}`)),
  );
  for (const answer of refused) {
    expect(answer).toMatchObject({ ok: false, error: { code: "store-busy", retryable: true } });
  }
  const newcomer = connect(url);
  const history = next(newcomer, "message-history");
  await joinRoom(newcomer, STREAM, "Tom");
  expect((await history).map(({ message }) => message)).toEqual(["before"]);
  other.exec("rollback");

  const repeated = await Promise.all(
    Array.from({ length: 20 }, (_, i) => trySend(client, `m${i}`, `c${i}`)),
  );
  for (const answer of repeated) expect(answer.ok).toBe(true);
  const texts = (await readSqlite(path)).map(({ message }) => message);
  expect(texts.sort()).toEqual(["before", ...Array.from({ length: 20 }, (_, i) => `m${i}`)].sort());
});

it("[LOG7] a full disk: sends are refused as store-full, history continues, and sending resumes when there is room", async () => {
  const disk = await smallDisk(3);
  const server = await startServerProcess(
    { CHAT_DATABASE_URL: `sqlite:${disk.inside}/chat.db`, CHAT_RATE_LIMIT: "off" },
    temporaryFolder(),
    disk.enter,
  );
  onTestFinished(() => void server.end("SIGKILL"));
  const client = connect(server.url);
  await joinRoom(client, STREAM, "민지");
  await send(client, STREAM, "before");

  const filler = `${disk.outside}/filler`;
  fillDisk(filler);
  // The files may have some room left in themselves.
  let refused = await trySend(client, "x".repeat(500), "c0");
  for (let i = 1; refused.ok && i < 1_000; i++)
    refused = await trySend(client, "x".repeat(500), `c${i}`);
  expect(refused).toMatchObject({ ok: false, error: { code: "store-full" } });
  const newcomer = connect(server.url);
  const history = next(newcomer, "message-history");
  await joinRoom(newcomer, STREAM, "Tom");
  const kept = await history;
  expect(kept[0]?.message).toBe("before");

  rmSync(filler);
  const resumed = await trySend(client, "there is room", "c");
  expect(resumed).toMatchObject({ ok: true, message: { seq: kept.at(-1)!.seq + 1 } });
});

it("[LOG4] yesterday's copy of the database: everyone notices, and no message stays that is not in it", async () => {
  const dir = temporaryFolder();
  const port = await freePort();
  const env = { CHAT_SERVER_PORT: String(port), CHAT_RATE_LIMIT: "off", CHAT_GUESTS: "true" };
  const path = join(dir, "data", "chat.db");
  const url = `http://127.0.0.1:${port}`;

  let server = await startServerProcess(env, dir);
  onTestFinished(() => void server.end("SIGKILL"));
  const writer = new Writer(url, "writer");
  const viewers = [0, 1].map(() => new Browser().visit({ serverUrl: url, streamId: STREAM }));
  const everyone = [writer.chat, ...viewers];
  const write = async (text: string, count: number) => {
    for (let i = 0; i < count; i++) writer.chat.sendMessage(`${text} ${i}`);
    await eventually("it is written", () => writer.isIdle);
  };
  await allLive(everyone);
  await write("before the copy", 5);
  // In order, so that the file is whole without its write-ahead log.
  await server.end("SIGTERM");
  copyFileSync(path, join(dir, "yesterday.db"));

  server = await startServerProcess(env, dir);
  await allLive(everyone);
  await write("after the copy", 10);
  await server.end("SIGTERM");

  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
  copyFileSync(join(dir, "yesterday.db"), path);
  server = await startServerProcess(env, dir);
  // The writer is back first, and the log grows past where the viewers stood.
  await allLive([writer.chat]);
  await write("in the restored log", 30);
  await allLive(viewers);
  const database = await readSqlite(path);
  await eventually("everyone sees the restored log", () =>
    everyone.every((chat) => seenBy(chat).at(-1)?.id === database.at(-1)?.id),
  );
  expect(database).toHaveLength(35);
  for (const chat of everyone) expect(hashText(seenBy(chat))).toBe(hashText(database));
});

interface SmallDisk {
  /** Where a process finds it that runs under `enter`. */
  inside: string;
  /** Where everyone else finds it. */
  outside: string;
  /** The command under which a process has the disk. */
  enter: string[];
}

/** A disk of a few MB, in a mount namespace of its own. */
async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const dir = temporaryFolder();
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "$0" && echo ready && exec cat`;
  // As somebody other than root, a user namespace of one's own gives the right to mount.
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? [] : ["--user", "--map-root-user"];
  const holder = spawn("unshare", [...user, "--mount", "sh", "-c", script, dir]);
  onTestFinished(() => void holder.kill());
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once("data", () => resolve());
    holder.once("error", reject);
    holder.once("exit", (code) => reject(new Error(`no small disk could be mounted (${code})`)));
  });
  const target = ["--target", String(holder.pid), "--mount"];
  return {
    inside: dir,
    outside: `/proc/${holder.pid}/root${dir}`,
    enter: ["nsenter", ...target, ...(isRoot ? [] : ["--user", "--preserve-credentials"])],
  };
}

function fillDisk(path: string): void {
  for (let kilobytes = 3_000; kilobytes >= 1; kilobytes = Math.floor(kilobytes / 2))
    try {
      for (;;) writeFileSync(path, Buffer.alloc(kilobytes * 1_024), { flag: "a" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
}

it("[LOG7] a database that could not be opened again is opened as soon as it can be", async () => {
  const path = join(temporaryFolder(), "chat.db");
  const { log } = await openSqliteInWorker(path);
  onTestFinished(() => log.close());
  const author = { userId: "u", nickname: "u", role: "guest" } as const;
  const append = (message: string) =>
    log.append([{ kind: "message", streamId: STREAM, author, message }]);
  await append("before");
  const other = new SqliteDatabase(path);
  other.exec("begin exclusive");
  await expect(append("meanwhile")).rejects.toMatchObject({ code: "store-busy" });
  other.exec("rollback");
  other.close();
  expect(await append("after")).toMatchObject([{ outcome: "appended", entry: { seq: 2 } }]);
});
