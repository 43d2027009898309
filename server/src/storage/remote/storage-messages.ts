import type { Storage } from "../storage.ts";

/** A call to a storage in another thread or process. */
export interface Call {
  id: number;
  port: keyof Storage;
  method: string;
  args: readonly unknown[];
}

/** Its reply. Errors are sent as plain data, because messages cannot carry classes. */
export type Reply =
  | { id: number; ok: true; value: unknown }
  | {
      id: number;
      ok: false;
      storeCode?: string;
      unstorable?: true;
      message: string;
      stack?: string;
    };
