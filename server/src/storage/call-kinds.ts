import { LOG_CALLS } from "./sql/log/sql-message-log.ts";
import { MODERATION_CALLS } from "./sql/moderation/sql-moderation-store.ts";
import { INVITATION_CALLS } from "./sql/sign-in/sql-invitation-store.ts";
import { SECRET_CALLS } from "./sql/sign-in/sql-secret-store.ts";
import { SESSION_CALLS } from "./sql/sign-in/sql-session-store.ts";
import { STAFF_NAME_CALLS } from "./sql/sign-in/sql-staff-name-store.ts";
import { WEBHOOK_CALLS } from "./sql/webhooks/sql-webhook-store.ts";
import type { CallKind, CallKinds } from "./call-kind.ts";
import type { Storage } from "./storage.ts";

/** Every method of a storage. Each list stands beside the queries that it is about. */
const CALL_KINDS: { readonly [Port in keyof Storage]: CallKinds<Storage[Port]> } = {
  invitations: INVITATION_CALLS,
  log: LOG_CALLS,
  moderation: MODERATION_CALLS,
  secrets: SECRET_CALLS,
  sessions: SESSION_CALLS,
  reservedNames: STAFF_NAME_CALLS,
  webhooks: WEBHOOK_CALLS,
};

/** A method of one of the ports of a storage. */
export interface StorageMethod {
  readonly port: keyof Storage;
  readonly method: string;
  readonly kind: CallKind;
}

/** Does what a method of a storage promises. */
export type StorageFunction = (...args: unknown[]) => Promise<unknown>;

/** Makes a storage method by method, so that none has to be written out by hand. */
export function buildStorage(make: (method: StorageMethod) => StorageFunction): Storage {
  const storage: Record<string, Record<string, StorageFunction>> = {};
  for (const [port, kinds] of Object.entries(CALL_KINDS)) {
    const methods: Record<string, StorageFunction> = {};
    for (const [method, kind] of Object.entries(kinds))
      methods[method] = make({ port: port as keyof Storage, method, kind: kind as CallKind });
    storage[port] = methods;
  }
  return storage as unknown as Storage;
}

/** Calls a method by its name. */
export function callStorage(
  storage: Storage,
  { port, method }: Pick<StorageMethod, "port" | "method">,
  args: readonly unknown[],
): Promise<unknown> {
  const target = storage[port] as unknown as Record<string, StorageFunction>;
  return target[method]!(...args);
}
