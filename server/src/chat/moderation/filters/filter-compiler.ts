import type { CompiledParts, CompileOptions } from "./compile-filters.ts";

/** Priority of a compilation: sends go before sets that staff save or try out. */
export type CompileFor = "send" | "staff";

/** Compiles filters off the event loop, one set at a time. */
export interface FilterCompiler {
  /**
   * Compiles a set, given as JSON. Rejects if that is not possible now: too many sets wait, or the
   * thread has died.
   */
  compile(json: string, options: CompileOptions, who: CompileFor): Promise<CompiledParts>;
  close(): Promise<void>;
}
