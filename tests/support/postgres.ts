import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { endWithParent } from "./end-with-parent.ts";
import { freePort } from "./free-port.ts";
import { removeFolder } from "./remove-folder.ts";

/** A private Postgres in a temporary folder, on loopback. */
export interface Postgres {
  /** The address of a database that exists in it. */
  url: string;
  /** The server process, which fault tests stop and kill. */
  readonly process: ChildProcess;
  /** Restarts it on the same data after it has ended. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

// Postgres refuses to run as root.
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** The folder with the newest Postgres server's programs, if one is installed. */
export function findPostgres(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions
    .map((version) => join(root, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
}

export interface PostgresOptions {
  /** If false, it may lose data in a power failure, and is faster. */
  durable?: boolean;
  /** The primary that it follows, as a standby that only reads until it is promoted. */
  follows?: Postgres;
}

/** Starts a fresh Postgres. */
export async function startPostgres({
  durable = false,
  follows,
}: PostgresOptions = {}): Promise<Postgres> {
  const bin = findPostgres();
  if (!bin) throw new Error("Postgres is not installed. On Debian: apt-get install -y postgresql");
  const dir = mkdtempSync(join(tmpdir(), "live-chat-postgres-"));
  if (NOBODY.uid) chownSync(dir, NOBODY.uid, NOBODY.gid);
  const data = join(dir, "data");
  const [program, ...options] = follows
    ? ["pg_basebackup", "-D", data, "-d", follows.url, "-R", "-c", "fast", "--no-sync"]
    : ["initdb", "-D", data, "-U", "chat", "--auth=trust", "--no-sync", "--locale=C.UTF-8"];
  const made = spawnSync(join(bin, program!), options, { ...NOBODY, encoding: "utf8", cwd: dir });
  if (made.status !== 0) throw new Error(`${program} failed: ${made.stderr}`);

  const port = await freePort();
  const args = ["-D", data, "-p", String(port), "-k", dir, "-c", "listen_addresses=127.0.0.1"];
  if (!durable) args.push("-c", "fsync=off", "-c", "full_page_writes=off");
  const run = async (): Promise<ChildProcess> => {
    const child = spawn(...endWithParent(join(bin, "postgres"), args, "SIGQUIT"), {
      ...NOBODY,
      cwd: dir,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await ready(child);
    return child;
  };
  let child = await run();
  return {
    url: `postgres://chat@127.0.0.1:${port}/postgres`,
    get process() {
      return child;
    },
    restart: async () => {
      await ended(child);
      child = await run();
    },
    stop: async () => {
      child.kill("SIGINT");
      await ended(child);
      removeFolder(dir);
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

/** The database of a whole run that has the chat's tables, to be copied. */
export const MIGRATED = "migrated";

/** Makes a database with a name of its own in a running Postgres, empty or as a copy, and returns its address. */
export function createDatabase(serverUrl: string, copyOf?: string): Promise<string> {
  return makeDatabase(serverUrl, `t${process.hrtime.bigint()}`, copyOf);
}

/** Makes a database in a running Postgres and returns its address. */
export async function makeDatabase(
  serverUrl: string,
  name: string,
  copyOf = "template1",
): Promise<string> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  await client.query(`create database ${name} template ${copyOf}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = name;
  return url.href;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4_000);
      if (/ready to accept (read-only )?connections/.test(said)) resolve();
    });
    child.once("exit", () => reject(new Error(`Postgres did not start: ${said}`)));
  });
}
