import type { DialectName } from "../load/dialects.ts";

/** A server that a bench has started. */
export interface ServerUnderLoad {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** One of the servers that are compared. */
export interface Contender {
  readonly name: string;
  readonly dialect: DialectName;
  /** Whether its viewers ask for compressed frames. */
  readonly compress?: boolean;
  /** What is missing to run it, as a sentence; undefined where nothing is. */
  absent?(): string | undefined;
  start(): Promise<ServerUnderLoad>;
}
