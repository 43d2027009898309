import { readFileSync } from "node:fs";

/** By the client's port: bytes that the server's side holds for each client of a port. */
export function unsentTo(serverPort: number): Map<number, number> {
  const unsent = new Map<number, number>();
  for (const path of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readFileSync(path, "latin1").split("\n").slice(1)) {
      const [, local, remote, state, queues] = line.trim().split(/\s+/);
      if (state !== ESTABLISHED || portOf(local) !== serverPort) continue;
      unsent.set(portOf(remote), Number.parseInt(queues!.split(":")[0]!, 16));
    }
  }
  return unsent;
}

const ESTABLISHED = "01";

function portOf(address = ""): number {
  return Number.parseInt(address.split(":").at(-1)!, 16);
}
