import { Counter, Histogram, type Registry } from "prom-client";
import type { AppendResult } from "../chat/ports/append.ts";
import { StoreError } from "../chat/ports/store-error.ts";

/** A counted call of the database. */
export interface StoreCall {
  port: string;
  method: string;
}

/** Calls of the log that do not reflect its speed. */
const UNMEASURED = new Set(["advanceRetentionMark", "ping", "close"]);

/** Wraps a storage's calls; records duration and errors of the log's, and what was committed. */
export function measureStoreCalls(
  registry: Registry,
): <T>(call: StoreCall, run: () => Promise<T>) => Promise<T> {
  const registers = [registry];
  const seconds = new Histogram({
    name: "live_chat_store_seconds",
    help: "Duration of database calls; the call append is a commit.",
    labelNames: ["call"],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers,
  });
  const failures = new Counter({
    name: "live_chat_store_failures_total",
    help: "Calls of the database that failed.",
    labelNames: ["call", "code"],
    registers,
  });
  const commitEntries = new Histogram({
    name: "live_chat_commit_entries",
    help: "Entries that were committed together.",
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    registers,
  });
  const messages = new Counter({
    name: "live_chat_messages_total",
    help: "Messages that were committed by this node.",
    registers,
  });

  const noteCommit = (results: readonly AppendResult[]): void => {
    const appended = results.filter((result) => result.outcome === "appended");
    commitEntries.observe(appended.length);
    messages.inc(appended.filter(({ entry }) => entry.kind === "message").length);
  };

  return async ({ port, method }, run) => {
    if (port !== "log" || UNMEASURED.has(method)) return run();
    const end = seconds.startTimer({ call: method });
    try {
      const result = await run();
      if (method === "append") noteCommit(result as unknown as AppendResult[]);
      return result;
    } catch (error) {
      const code = error instanceof StoreError ? error.code : "internal";
      failures.inc({ call: method, code });
      throw error;
    } finally {
      end();
    }
  };
}
