import cluster, { type Worker } from "node:cluster";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Mode, Options } from "../options.ts";
import { WorkerBusHub } from "../fan-out/workers/worker-bus-hub.ts";
import { engineOf } from "../storage/engines/engines.ts";
import { openStorage } from "../storage/open-storage.ts";
import { answerCall } from "../storage/remote/answer-call.ts";
import { systemClock } from "../system-clock.ts";
import { restartDelay } from "./restart-delay.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** Several processes that serve one port. */
export interface Workers {
  readonly url: string;
  readonly mode: Mode;
  /** Creates the first owner link, if none exists yet. (SPEC OL6) */
  makeFirstOwnerLink(): Promise<string | undefined>;
  /** Stops all workers in order, and their shared resources. */
  close(): Promise<void>;
}

/** Time that workers get to stop by themselves; they need less. */
const PATIENCE_MS = 8_500;

/**
 * Starts workers that serve one port together, and restarts those that die.
 *
 * This process holds their shared resources: the bus between them, and the database if it has a
 * single writer. It rejects with the reason if the first worker cannot start.
 */
export async function runWorkers(options: Options, count: number): Promise<Workers> {
  const storage = engineOf(options.databaseUrl).isShared
    ? undefined
    : await openStorage(options, systemClock, (notice) => void process.stderr.write(`${notice}\n`));
  const dir = mkdtempSync(join(tmpdir(), "live-chat-workers-"));
  const hub = new WorkerBusHub();
  const alive = new Set<Worker>();
  const stopped = new AbortController();
  cluster.setupPrimary({ serialization: "advanced" });

  const fork = (place: number): Worker => {
    const worker = cluster.fork({ LIVE_CHAT_PLACE: place, LIVE_CHAT_SOCKETS: dir });
    const tell = (message: ToWorker, done: () => void = () => undefined) => {
      if (worker.isConnected()) worker.send(message, () => done());
    };
    alive.add(worker);
    hub.join(worker.id, (message, done) => tell({ from: "hub", message }, done));
    worker.on("message", (message: FromWorker) => {
      if (message.to === "hub") hub.receive(worker.id, message.message);
      if (message.to === "storage" && storage)
        void answerCall(async () => storage, message.call).then((reply) =>
          tell({ from: "storage", reply }),
        );
    });
    worker.on("error", () => undefined);
    worker.once("exit", () => {
      alive.delete(worker);
      hub.leave(worker.id);
    });
    return worker;
  };

  /** Keeps a worker running at a place until all are to stop. */
  const keep = async (place: number, first: Worker): Promise<void> => {
    let quickEnds = 0;
    for (let worker = first; !stopped.signal.aborted; worker = fork(place)) {
      const { reason, livedMs } = await ended(worker);
      if (stopped.signal.aborted) return;
      const { quick, delayMs } = restartDelay(quickEnds, livedMs);
      quickEnds = quick;
      process.stderr.write(
        `Worker ${place} has ended (${reason}). Another takes its place in ${delayMs / 1_000} s.\n`,
      );
      await delay(delayMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopped.signal.aborted) return;
    }
  };

  const close = async () => {
    stopped.abort();
    const ends = [...alive].map((worker) => ended(worker));
    for (const worker of alive) worker.process.kill("SIGTERM");
    await Promise.race([Promise.all(ends), delay(PATIENCE_MS, undefined, { ref: false })]);
    for (const worker of alive) worker.process.kill("SIGKILL");
    await storage?.log.close();
    rmSync(dir, { recursive: true, force: true });
  };

  const first = fork(1);
  try {
    const told = await listening(first);
    void keep(1, first);
    // The first worker has opened the port and reported any problems; now start the others.
    const others = Array.from({ length: count - 1 }, (_, i) => {
      const worker = fork(i + 2);
      void keep(i + 2, worker);
      return listening(worker).catch(() => undefined);
    });
    await Promise.all(others);
    let closing: Promise<void> | undefined;
    return {
      ...told,
      makeFirstOwnerLink: () => askOwnerLink(first),
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function listening(worker: Worker): Promise<{ url: string; mode: Mode }> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: FromWorker) => {
      if ("listening" in message) resolve(message.listening);
      if ("failed" in message) reject(new Error(message.failed));
    });
    worker.once("exit", (code) => reject(new Error(`Its first worker ended (${code}).`)));
  });
}

/** Asks one worker for the link; undefined if none is needed, or the worker has ended. */
function askOwnerLink(worker: Worker): Promise<string | undefined> {
  return new Promise((resolve) => {
    worker.on("message", (message: FromWorker) => {
      if ("ownerLink" in message) resolve(message.ownerLink ?? undefined);
    });
    worker.once("exit", () => resolve(undefined));
    worker.send({ from: "primary", asks: "owner-link" } satisfies ToWorker, () => undefined);
  });
}

function ended(worker: Worker): Promise<{ reason: string; livedMs: number }> {
  const start = performance.now();
  let failed: string | undefined;
  worker.on("message", (message: FromWorker) => {
    if ("failed" in message) failed = message.failed;
  });
  return new Promise((resolve) =>
    worker.once("exit", (code, signal) =>
      resolve({ reason: failed ?? signal ?? String(code), livedMs: performance.now() - start }),
    ),
  );
}
