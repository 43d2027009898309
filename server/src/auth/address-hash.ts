import { createHmac, randomBytes } from "node:crypto";
import type { SecretStore } from "../chat/ports/secret-store.ts";

/**
 * Makes of an address what stands for it: the same on every node of a database, and
 * nothing that leads back without the key, which stays in the database.
 */
export async function createAddressHash(
  secrets: SecretStore,
): Promise<(address: string) => string> {
  const key = await secrets.getOrCreate("addresses", randomBytes(32).toString("base64url"));
  return (address) => createHmac("sha256", key).update(address).digest("base64url").slice(0, 22);
}
