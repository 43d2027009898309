import type { CompiledParts, CompileOptions } from "../chat/moderation/filters/compile-filters.ts";

/* What is said to the thread that compiles filters, and what it answers. */

export interface CompileCall {
  id: number;
  json: string;
  options: CompileOptions;
}

export type CompileReply = { id: number; compiled: CompiledParts } | { id: number; error: string };
