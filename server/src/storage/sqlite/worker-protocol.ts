import type { MessageLog, SecretStore } from "../../chat/ports.ts";

/** What the main thread asks of the database's thread. */
export type Call = {
  [Target in keyof Targets]: {
    id: number;
    target: Target;
    method: keyof Targets[Target] & string;
    args: unknown[];
  };
}[keyof Targets];

export interface Targets {
  log: MessageLog;
  secrets: SecretStore;
}

/** What it answers. Errors are taken apart, for a thread's border keeps no classes. */
export type Reply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; storeCode?: string; message: string; stack?: string };
