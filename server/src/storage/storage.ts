import type { MessageLog, SecretStore } from "../chat/ports.ts";

/** What a database URL opens. Closing the log closes all of it. */
export interface Storage {
  log: MessageLog;
  secrets: SecretStore;
}
