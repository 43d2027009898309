import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { sql } from "kysely";
import { expect, it, onTestFinished, vi } from "vitest";
import { backupDatabase } from "../../server/src/commands/backup-database.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { diskKind } from "../../server/src/storage/engines/sqlite/disk-kind.ts";
import { lockForServing } from "../../server/src/storage/engines/sqlite/lock-for-serving.ts";
import { openSqliteDatabase } from "../../server/src/storage/engines/sqlite/open-sqlite.ts";
import { prepareSqliteFile } from "../../server/src/storage/engines/sqlite/prepare-sqlite-file.ts";
import { runCli } from "../support/server-process.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, join as joinRoom } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/* A database is a file that belongs to the server alone: docs/operating.md, The file. */

const clock = { nowMs: () => Date.now() };
const MINJI = { userId: "u-minji", nickname: "민지", role: "member" } as const;
const say = (message: string) =>
  ({ kind: "message", streamId: "s1", author: MINJI, message }) as const;

async function open(path: string, notices: string[] = []) {
  const storage = await openStorage({ databaseUrl: `sqlite:${path}` }, clock, (notice) =>
    notices.push(notice),
  );
  onTestFinished(() => storage.log.close());
  return storage;
}

function modes(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      (statSync(join(folder, name)).mode & 0o777).toString(8),
    ]),
  );
}

it("[LOG1] a commit waits for the disk itself, so that no power cut takes what was acknowledged", async () => {
  const db = await openSqliteDatabase(join(temporaryFolder(), "chat.db"));
  onTestFinished(() => db.destroy());
  const FULL = 2;
  expect((await sql`PRAGMA synchronous`.execute(db)).rows).toEqual([{ synchronous: FULL }]);
});

it("keeps in memory what a statement may have to undo, and creates no file for it", async () => {
  const db = await openSqliteDatabase(join(temporaryFolder(), "chat.db"));
  onTestFinished(() => db.destroy());
  const MEMORY = 2;
  expect((await sql`PRAGMA temp_store`.execute(db)).rows).toEqual([{ temp_store: MEMORY }]);
});

it("[LOG10] the folder and every file of a database are for the server's account alone, backups too", async () => {
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
  const folder = join(temporaryFolder(), "made");
  const path = join(folder, "chat.db");
  const { log } = await open(path);
  await log.append([say("안녕")]);
  lockForServing(path);
  await backupDatabase([`sqlite:${path}`, join(folder, "backup.db")]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const found = modes(folder);
  expect(Object.keys(found)).toEqual(
    expect.arrayContaining([
      "backup.db",
      "chat.db",
      "chat.db-server",
      "chat.db-shm",
      "chat.db-wal",
    ]),
  );
  expect(new Set(Object.values(found))).toEqual(new Set(["600"]));
});

it("[LOG10] files of the version before lose what others could do with them", async () => {
  const path = join(temporaryFolder(), "chat.db");
  const { log } = await open(path);
  await log.append([say("안녕")]);
  for (const end of ["", "-wal", "-shm"]) chmodSync(path + end, 0o664);
  await open(path);
  for (const end of ["", "-wal", "-shm"]) expect(statSync(path + end).mode & 0o777).toBe(0o600);
});

it("[LOG10] an unusable path is reported in one sentence with its remedy", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "chat.db"));
  await expect(open(join(folder, "chat.db"))).rejects.toThrow(
    /^\S+chat\.db is a folder: name a file in it, like sqlite:\S+\.$/,
  );
  writeFileSync(join(folder, "file"), "");
  await expect(open(join(folder, "file", "chat.db"))).rejects.toThrow(
    /^The folder \S+file cannot be made by the user \S+ \((EEXIST|ENOTDIR)\): .*[cC]hoose another folder\.$/,
  );
  await expect(open("/proc/chat/chat.db")).rejects.toThrow(
    /^The folder \/proc\/chat cannot be made by the user \S+ \(\w+\): /,
  );
});

it("[LOG10] an account without rights sees who must own the folder", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const source = `
    const { prepareSqliteFile } = await import(${JSON.stringify(
      new URL("../../server/src/storage/engines/sqlite/prepare-sqlite-file.ts", import.meta.url)
        .pathname,
    )});
    try { prepareSqliteFile(process.argv[1]); } catch (error) { console.log(error.message); }`;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) chmodSync(folder, 0o555);
  const { stdout } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", source, join(folder, "chat.db")],
    { encoding: "utf8", ...(isRoot && { uid: 65_534, gid: 65_534 }) },
  );
  const user = isRoot ? "nobody" : "\\S+";
  expect(stdout.trim()).toMatch(
    new RegExp(
      `^The folder ${folder} cannot be written to by the user ${user} \\(EACCES\\): ` +
        `give it to that user \\(chown -R ${user} ${folder}\\), or choose another folder\\.$`,
    ),
  );
});

it("[LOG10] a disk that is mounted read-only is reported, where mounting is allowed", () => {
  const folder = temporaryFolder();
  const script = `
    mount -t tmpfs none ${folder} && mount -o remount,ro ${folder} || exit 42
    exec ${process.execPath} --input-type=module -e '
      const { prepareSqliteFile } = await import("${
        new URL("../../server/src/storage/engines/sqlite/prepare-sqlite-file.ts", import.meta.url)
          .pathname
      }");
      try { prepareSqliteFile("${folder}/chat.db"); } catch (error) { console.log(error.message); }'`;
  const { stdout, status } = spawnSync("unshare", ["-rm", "sh", "-c", script], {
    encoding: "utf8",
  });
  // Some containers let nobody mount anything: there, the code alone is looked at.
  if (status === 42 || status === 1) return;
  expect(stdout.trim()).toMatch(
    /cannot be written to by the user \S+ \(EROFS\): the disk is mounted read-only\. /,
  );
});

it.each([
  [0x6969, "NFS"],
  [0xff534d42 | 0, "CIFS"],
  [0xfe534d42, "SMB"],
])("[LOG10] a network disk (%i) is refused with its name", (type, name) => {
  const path = join(temporaryFolder(), "chat.db");
  expect(() => prepareSqliteFile(path, () => diskKind(type))).toThrow(
    `${path} is on a network disk (${name})`,
  );
  expect(existsSync(path)).toBe(false);
});

it("[LOG10] the command says it in its own words, and nothing of stacks", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "chat.db"));
  const { code, stderr } = await runCli(
    [],
    { CHAT_DATABASE_URL: `sqlite:${folder}/chat.db` },
    folder,
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^live-chat-server cannot start\. \S+ is a folder: name a file in it.*\n$/,
  );
});

it.each([
  [
    "another file",
    (path: string, other: string) => {
      copyFileSync(other, `${path}.new`);
      renameSync(`${path}.new`, path);
    },
  ],
  ["no file", (path: string) => rmSync(path)],
  ["a file that was moved away", (path: string) => renameSync(path, `${path}.old`)],
])(
  "[LOG10] with %s in the database's place, writes are refused, what was kept is copied, and readiness ends",
  async (_, swap) => {
    const folder = temporaryFolder();
    const path = join(folder, "chat.db");
    const other = join(folder, "other.db");
    const empty = await openStorage({ databaseUrl: `sqlite:${other}` }, clock);
    await empty.log.close();

    const server = await startServer({ databaseUrl: `sqlite:${path}`, guests: true });
    const client = connect(server.url, { transports: ["websocket"] });
    await joinRoom(client, "s1", "민지");
    const send = (message: string) => ask(client, "send-message", { streamId: "s1", message });
    expect(await send("before")).toMatchObject({ ok: true });
    swap(path, other);
    expect(await send("after")).toMatchObject({ ok: false, error: { code: "store-unavailable" } });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);

    const rescued = readdirSync(folder).find((name) => name.startsWith("chat.db.rescued-"));
    expect(statSync(join(folder, rescued!)).mode & 0o777).toBe(0o600);
    const { log } = await open(join(folder, rescued!));
    const kept = await log.readMessages("s1", 100, 10);
    expect(kept.map(({ message }) => message)).toEqual(["before"]);
    // What is under the path now was not touched.
    if (existsSync(path)) expect(statSync(`${path}-wal`).size).toBe(0);
  },
);

it("[LOG10] a database that is put back under its path is written to again", async () => {
  const path = join(temporaryFolder(), "chat.db");
  const notices: string[] = [];
  const { log } = await open(path, notices);
  await log.append([say("one")]);
  renameSync(path, `${path}.old`);
  await expect(log.append([say("two")])).rejects.toThrow("store-unavailable");
  await expect(log.append([say("two")])).rejects.toThrow("store-unavailable");
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatch(
    /Another file was put in the place of .* Everything up to then is in /,
  );
  renameSync(`${path}.old`, path);
  expect((await log.append([say("three")]))[0]).toMatchObject({ outcome: "appended" });
});

it("[LOG10] a database's threads end by themselves, however soon it is closed: none is cut off in SQLite", async () => {
  const terminate = vi.spyOn(Worker.prototype, "terminate");
  const started: Worker[] = [];
  const onWorker = (worker: Worker): void => void started.push(worker);
  process.on("worker", onWorker);
  onTestFinished(() => void process.off("worker", onWorker));
  const path = join(temporaryFolder(), "chat.db");
  for (let round = 0; round < 3; round++) {
    const { log, moderation } = await openStorage({ databaseUrl: `sqlite:${path}` }, clock);
    // A long read has the second thread start, which is still loading when it is to end.
    const reading = round > 0 && moderation.readStreams({ limit: 1, listedOnly: false });
    await log.close();
    await Promise.allSettled([reading]);
  }
  // The next one finds the file closed and whole.
  const again = await openStorage({ databaseUrl: `sqlite:${path}` }, clock);
  expect(await again.log.append([say("still there")])).toMatchObject([{ outcome: "appended" }]);
  await again.log.close();
  const lame = join(temporaryFolder(), "none.db");
  writeFileSync(lame, "this is no database".repeat(100));
  await expect(openStorage({ databaseUrl: `sqlite:${lame}` }, clock)).rejects.toThrow();
  expect(terminate).not.toHaveBeenCalled();
  // What was asked behind the end began no other.
  expect(started.length).toBeGreaterThan(4);
  expect(started.filter(({ threadId }) => threadId !== -1)).toEqual([]);
});

it("[LOG7] where a database's thread dies, what it was asked fails, and another thread answers what comes next", async () => {
  const started: Worker[] = [];
  const onWorker = (worker: Worker): void => void started.push(worker);
  process.on("worker", onWorker);
  onTestFinished(() => void process.off("worker", onWorker));
  const { log } = await open(join(temporaryFolder(), "chat.db"), []);
  await log.append([say("one")]);
  const [thread] = started;
  const lost = expect(log.append([say("two")])).rejects.toThrow("store-");
  const idle = new Promise((resolve) => thread?.once("message", resolve));
  thread?.emit("error", new Error("out of memory"));
  await lost;
  await expect(log.append([say("three")])).resolves.toMatchObject([{ outcome: "appended" }]);
  // Not by the dead one, which in this test still could.
  expect(started).toHaveLength(2);
  await idle;
  await thread?.terminate();
});
