import type { CompiledParts, CompileOptions } from "./compile-filters.ts";

/** For whom something is compiled: sends go before what staff save or try out. */
export type CompileFor = "send" | "staff";

/** Compiles filters off the event loop, one set at a time. */
export interface FilterCompiler {
  /**
   * Compiles a set, given as its JSON. Rejects where that cannot be done at the moment:
   * too many wait, or the thread has died.
   */
  compile(json: string, options: CompileOptions, who: CompileFor): Promise<CompiledParts>;
  close(): Promise<void>;
}
