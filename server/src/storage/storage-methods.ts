import { LOG_METHODS } from "./sql/log/sql-message-log.ts";
import { MODERATION_METHODS } from "./sql/moderation/sql-moderation-store.ts";
import { DEVICE_SIGN_IN_METHODS } from "./sql/sign-in/sql-device-sign-in-store.ts";
import { INVITATION_METHODS } from "./sql/sign-in/sql-invitation-store.ts";
import { SECRET_METHODS } from "./sql/sign-in/sql-secret-store.ts";
import { SESSION_METHODS } from "./sql/sign-in/sql-session-store.ts";
import { RESERVED_NAME_METHODS } from "./sql/sign-in/sql-reserved-name-store.ts";
import { SHOW_METHODS } from "./sql/shows/sql-show-store.ts";
import { WEBHOOK_METHODS } from "./sql/webhooks/sql-webhook-store.ts";
import type { MethodKind, MethodKinds } from "./method-kind.ts";
import type { Storage } from "./storage.ts";

/** Every method of a storage with its kind. Each list is next to its queries. */
const METHOD_KINDS: { readonly [Port in keyof Storage]: MethodKinds<Storage[Port]> } = {
  deviceSignIns: DEVICE_SIGN_IN_METHODS,
  invitations: INVITATION_METHODS,
  log: LOG_METHODS,
  moderation: MODERATION_METHODS,
  secrets: SECRET_METHODS,
  sessions: SESSION_METHODS,
  reservedNames: RESERVED_NAME_METHODS,
  shows: SHOW_METHODS,
  webhooks: WEBHOOK_METHODS,
};

/** A method of one of the ports of a storage. */
export interface StorageMethod {
  readonly port: keyof Storage;
  readonly method: string;
  readonly kind: MethodKind;
}

/** Implements a method of a storage. */
export type StorageFunction = (...args: unknown[]) => Promise<unknown>;

/** Builds a storage method by method from one function. */
export function buildStorage(make: (method: StorageMethod) => StorageFunction): Storage {
  const storage: Record<string, Record<string, StorageFunction>> = {};
  for (const [port, kinds] of Object.entries(METHOD_KINDS)) {
    const methods: Record<string, StorageFunction> = {};
    for (const [method, kind] of Object.entries(kinds))
      methods[method] = make({ port: port as keyof Storage, method, kind: kind as MethodKind });
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

/** Wraps each call of a storage: runs it, and may measure, limit or refuse it. */
export type AroundCall = <T>(method: StorageMethod, run: () => Promise<T>) => Promise<T>;

/** The same storage with a wrapper around each of its calls. */
export function decorateStorage(storage: Storage, around: AroundCall): Storage {
  return buildStorage(
    (method) =>
      (...args) =>
        around(method, () => callStorage(storage, method, args)),
  );
}
