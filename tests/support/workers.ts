import { readFileSync } from "node:fs";
import { connect as connectStock } from "./connect.ts";
import { type Client } from "./stock-client.ts";

/** Connects clients to one server until every worker has one. */
export async function onePerWorker(
  url: string,
  count: number,
  transport: "websocket" | "polling" = "websocket",
): Promise<Client[]> {
  const byPlace = new Map<string, Client>();
  const start = performance.now();
  while (byPlace.size < count) {
    if (performance.now() - start > 120_000) throw new Error("not every worker takes connections");
    const client = connectStock(url, { transports: [transport] });
    await new Promise<void>((resolve, reject) => {
      client.once("connect", resolve);
      client.once("connect_error", reject);
    });
    const place = placeOf(client);
    if (byPlace.has(place)) client.disconnect();
    else byPlace.set(place, client);
  }
  return [...byPlace].sort(([a], [b]) => Number(a) - Number(b)).map(([, client]) => client);
}

/** The worker that a client's session is on. */
export function placeOf(client: Client): string {
  return (client.io.engine as { id?: string }).id?.split(".")[0] ?? "";
}

/** The processes that a process has started, oldest first. */
export function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return children === "" ? [] : children.split(" ").map(Number);
}
