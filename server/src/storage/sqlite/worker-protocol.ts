import type { Storage } from "../storage.ts";

/** What the main thread asks of the database's thread. */
export type Call = {
  [Target in keyof Storage]: {
    id: number;
    target: Target;
    method: keyof Storage[Target] & string;
    args: unknown[];
  };
}[keyof Storage];

/** What it answers. Errors are taken apart, for a thread's border keeps no classes. */
export type Reply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; storeCode?: string; message: string; stack?: string };
