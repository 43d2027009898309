import type { CompiledParts, CompileOptions } from "../chat/moderation/filters/compile-filters.ts";

/* Messages between the server and the thread that compiles filters. */

export interface CompileCall {
  id: number;
  json: string;
  options: CompileOptions;
}

export type CompileReply = { id: number; compiled: CompiledParts } | { id: number; error: string };
