import { StoreError } from "../../chat/ports/store-error.ts";
import { UnstorableText } from "../../chat/text/refuse-unstorable-text.ts";
import type { Storage } from "../storage.ts";
import type { Call, Reply } from "./storage-messages.ts";

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Sends calls to a storage elsewhere, and resolves them with the replies. */
export class StorageCaller {
  readonly #send: (call: Call) => void;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(send: (call: Call) => void) {
    this.#send = send;
  }

  call(port: keyof Storage, method: string, args: readonly unknown[]): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#send({ id, port, method, args });
      this.#pending.set(id, { resolve, reject });
    });
  }

  settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.ok) pending?.resolve(reply.value);
    else pending?.reject(toError(reply));
  }

  /** Rejects all pending calls as `store-busy`, because their outcome is unknown. */
  abandon(cause?: unknown): void {
    for (const { reject } of this.#pending.values())
      reject(new StoreError("store-busy", { cause }));
    this.#pending.clear();
  }
}

function toError({ storeCode, unstorable, message, stack }: Extract<Reply, { ok: false }>): Error {
  if (unstorable) return new UnstorableText();
  const cause = new Error(message);
  if (stack) cause.stack = stack;
  return storeCode ? new StoreError(storeCode as StoreError["code"], { cause }) : cause;
}
