import { randomBytes } from "node:crypto";
import type { Clock } from "../chat/ports/clock.ts";
import type { SecretStore } from "../chat/ports/secret-store.ts";
import { noBus, type RoomBus } from "../chat/ports/room-bus.ts";

export interface BusPorts {
  /** A file with the authority of its certificate, or `unverified`. */
  redisCa?: string | undefined;
  secrets: SecretStore;
  clock: Clock;
  onDown: (error: Error) => void;
  onUp: () => void;
}

/**
 * Opens the bus that the settings name. It need not be there yet: a server begins without
 * it, and takes it up when it comes.
 */
export async function openBus(redisUrl: string | undefined, ports: BusPorts): Promise<RoomBus> {
  if (!redisUrl) return noBus;
  // Only who uses it loads its client, which is a tenth of the time of starting.
  const { RedisBus } = await import("./redis/redis-bus.ts");
  // Kept in the database, so that its nodes find each other, and no other database's.
  const secret = await ports.secrets.getOrCreate("bus", randomName());
  return new RedisBus({ ...ports, ca: ports.redisCa, url: redisUrl, nodeId: randomName(), secret });
}

function randomName(): string {
  return randomBytes(9).toString("base64url");
}
