import type { FromHub, ToHub } from "../fan-out/workers/hub-message.ts";
import type { Mode } from "../options.ts";
import type { Call, Reply } from "../storage/remote/storage-messages.ts";

/** Messages of a worker to the process that started it. */
export type FromWorker =
  | { to: "hub"; message: ToHub }
  | { to: "storage"; call: Call }
  | { to: "primary"; listening: { url: string; mode: Mode } }
  /** The requested link; null if none is needed. (SPEC OL6) */
  | { to: "primary"; ownerLink: string | null }
  | { to: "primary"; failed: string };

/** Messages of that process to a worker. */
export type ToWorker =
  | { from: "hub"; message: FromHub }
  | { from: "storage"; reply: Reply }
  | { from: "primary"; asks: "owner-link" };
