import type { Storage } from "../storage.ts";

/** What is asked of a storage in another thread or process. */
export interface Call {
  id: number;
  port: keyof Storage;
  method: string;
  args: readonly unknown[];
}

/** What it answers. Errors are taken apart, for the way there keeps no classes. */
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
