import { Worker } from "node:worker_threads";
import type { FilterSet } from "#protocol";
import {
  compileAtOnce,
  type CompiledParts,
  type CompileOptions,
} from "../chat/moderation/filters/compile-filters.ts";
import type { CompileFor, FilterCompiler } from "../chat/moderation/filters/filter-compiler.ts";
import type { CompileCall, CompileReply } from "./compile-call.ts";
import { Re2PatternParser } from "./re2-pattern-parser.ts";

/** Maximum number of waiting sets: more are refused at once. */
const MAX_WAITING: Readonly<Record<CompileFor, number>> = { send: 1_000, staff: 20 };
/** An idle thread ends after this time. */
const IDLE_MS = 30_000;
/** Short sets that contain only words compile in well under a millisecond. */
const SMALL_BYTES = 1_000;

interface Job {
  call: CompileCall;
  resolve: (compiled: CompiledParts) => void;
  reject: (error: Error) => void;
}

/**
 * Compiles filters in a thread, one set at a time; sets that messages wait for go first.
 *
 * The thread starts with the first set and ends when idle. If it dies, its current set is rejected,
 * and the next set starts another thread.
 */
export class ThreadFilterCompiler implements FilterCompiler {
  readonly #waiting: Record<CompileFor, Job[]> = { send: [], staff: [] };
  readonly #parser = new Re2PatternParser();
  #running: Job | undefined;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;

  compile(json: string, options: CompileOptions, who: CompileFor): Promise<CompiledParts> {
    if (json.length <= SMALL_BYTES) {
      const set = JSON.parse(json) as FilterSet;
      if (isSmall(set, options)) return Promise.resolve(compileAtOnce(set, this.#parser, options));
    }
    const waiting = this.#waiting[who];
    if (waiting.length >= MAX_WAITING[who])
      return Promise.reject(new Error("too many filters wait to be compiled"));
    return new Promise((resolve, reject) => {
      const call = { id: ++this.#lastId, json, options };
      waiting.push({ call, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    this.#rejectRunning(new Error("the server closes"));
    for (const jobs of Object.values(this.#waiting))
      for (const { reject } of jobs.splice(0)) reject(new Error("the server closes"));
    await worker?.terminate();
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#waiting.send.shift() ?? this.#waiting.staff.shift();
    clearTimeout(this.#idle);
    if (!job) {
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref();
      return;
    }
    this.#running = job;
    this.#worker ??= this.#start();
    this.#worker.postMessage(job.call);
  }

  #settle(reply: CompileReply): void {
    const job = this.#running;
    if (job?.call.id !== reply.id) return;
    this.#running = undefined;
    if ("error" in reply) job.reject(new Error(reply.error));
    else job.resolve(reply.compiled);
    this.#next();
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const fromSource = import.meta.url.endsWith(".ts");
    const file = fromSource ? "./filter-worker.ts" : "./filter-worker.js";
    const worker = new Worker(new URL(file, import.meta.url), {
      execArgv: fromSource ? ["--conditions=live-chat-source"] : [],
    });
    worker.unref();
    worker.on("message", (reply: CompileReply) => this.#settle(reply));
    worker.on("error", (error) => this.#abandon(worker, error));
    worker.on("exit", () => this.#abandon(worker, new Error("the thread ended")));
    return worker;
  }

  #abandon(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#rejectRunning(error instanceof Error ? error : new Error("the thread died"));
    this.#next();
  }

  #rejectRunning(error: Error): void {
    this.#running?.reject(error);
    this.#running = undefined;
  }
}

/** Whether compiling a set takes less time than sending it to a thread. */
function isSmall({ rules }: FilterSet, { known }: CompileOptions): boolean {
  return rules.every(
    (rule) =>
      rule.kind !== "patterns" &&
      (rule.kind !== "words" || (rule.lists ?? []).every((language) => known.includes(language))),
  );
}
