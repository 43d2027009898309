import { createHmac, randomBytes } from "node:crypto";
import type { SecretStore } from "../chat/ports/secret-store.ts";

/**
 * Hashes addresses with a key: the hash is the same on every node of a database, and cannot be
 * reversed without the key, which stays in the database.
 */
export async function createAddressHash(
  secrets: SecretStore,
): Promise<(address: string) => string> {
  const key = await secrets.getOrCreate("addresses", randomBytes(32).toString("base64url"));
  return (address) => createHmac("sha256", key).update(address).digest("base64url").slice(0, 22);
}
