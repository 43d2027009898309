import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** A Postgres of one's own, in a temporary folder, on loopback. */
export interface Postgres {
  /** The address of a database that exists in it. */
  url: string;
  /** The server's own process, to be stopped and killed by fault tests. */
  process: ChildProcess;
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

/** Starts a fresh Postgres. Without `durable` it may lose data in a power cut, and is quicker. */
export async function startPostgres({ durable = false } = {}): Promise<Postgres> {
  const bin = findPostgres();
  if (!bin)
    throw new Error("Postgres is not installed. On Debian: apt-get install -y postgresql");
  const dir = mkdtempSync(join(tmpdir(), "live-chat-postgres-"));
  if (NOBODY.uid) chownSync(dir, NOBODY.uid, NOBODY.gid);
  const data = join(dir, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "chat", "--auth=trust", "--no-sync", "--locale=C.UTF-8"],
    { ...NOBODY, encoding: "utf8", cwd: dir },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const port = await freePort();
  const args = ["-D", data, "-p", String(port), "-k", dir, "-c", "listen_addresses=127.0.0.1"];
  if (!durable) args.push("-c", "fsync=off", "-c", "full_page_writes=off");
  const child = spawn(join(bin, "postgres"), args, {
    ...NOBODY,
    cwd: dir,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await ready(child);
  return {
    url: `postgres://chat@127.0.0.1:${port}/postgres`,
    process: child,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGINT");
        await gone;
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Makes an empty database in a running Postgres and returns its address. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `t${process.hrtime.bigint()}`;
  const client = new pg.Client(serverUrl);
  await client.connect();
  await client.query(`create database ${name}`);
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
      if (said.includes("ready to accept connections")) resolve();
    });
    child.once("exit", () => reject(new Error(`Postgres did not start: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
