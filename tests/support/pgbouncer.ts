import { spawn } from "node:child_process";
import { chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { endWithParent } from "./end-with-parent.ts";
import { findProgram } from "./find-program.js";
import { freePort } from "./free-port.ts";
import { temporaryFolder } from "./temporary-folder.ts";

// It refuses to run as root.
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export function findPgbouncer(): string | undefined {
  return findProgram("pgbouncer", "/usr/sbin/pgbouncer");
}

/** Starts a pgbouncer in transaction mode before a database, as strict as it is by default. */
export async function startPgbouncer(databaseUrl: string, poolSize = 4): Promise<string> {
  const program = findPgbouncer();
  if (!program) throw new Error("pgbouncer is not installed. On Debian: apt-get install pgbouncer");
  const dir = temporaryFolder();
  const target = new URL(databaseUrl);
  const name = target.pathname.slice(1);
  const port = await freePort();
  writeFileSync(
    join(dir, "pgbouncer.ini"),
    `[databases]
${name} = host=${target.hostname} port=${target.port} user=${target.username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
`,
  );
  if (NOBODY.uid) chownSync(dir, NOBODY.uid, NOBODY.gid);
  const child = spawn(...endWithParent(program, [join(dir, "pgbouncer.ini")]), {
    ...NOBODY,
    cwd: dir,
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("process up")) resolve();
    });
    child.once("exit", () => reject(new Error(`pgbouncer did not start: ${said}`)));
  });
  const url = new URL(databaseUrl);
  url.port = String(port);
  return url.href;
}
