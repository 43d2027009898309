import { randomBytes } from "node:crypto";
import type { Clock } from "../chat/ports/clock.ts";
import type { SecretStore } from "../chat/ports/secret-store.ts";
import { noBus, type NodeBus } from "../chat/ports/node-bus.ts";

export interface BusPorts {
  /** A CA file for its certificate, or `unverified`. */
  redisCa?: string | undefined;
  secrets: SecretStore;
  clock: Clock;
  onDown: (error: Error) => void;
  onUp: () => void;
}

/**
 * Opens the bus that the settings name. It may be unreachable: the server starts without it, and
 * connects later.
 */
export async function openBus(redisUrl: string | undefined, ports: BusPorts): Promise<NodeBus> {
  if (!redisUrl) return noBus;
  // Loaded on demand: the Redis client takes a tenth of the start time.
  const { RedisBus } = await import("./redis/redis-bus.ts");
  // Stored in the database, so that its nodes find each other, and no other database's.
  const secret = await ports.secrets.getOrCreate("bus", randomName());
  return new RedisBus({ ...ports, ca: ports.redisCa, url: redisUrl, nodeId: randomName(), secret });
}

function randomName(): string {
  return randomBytes(9).toString("base64url");
}
