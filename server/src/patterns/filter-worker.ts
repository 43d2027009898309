import { parentPort } from "node:worker_threads";
import type { FilterSet } from "#protocol";
import { compileAtOnce, type CompiledParts } from "../chat/moderation/filters/compile-filters.ts";
import type { CompileCall, CompileReply } from "./compile-call.ts";
import { Re2PatternParser } from "./re2-pattern-parser.ts";

/* The thread that compiles filters, the only one that a slow set may block. */

const parser = new Re2PatternParser();

parentPort?.on("message", ({ id, json, options }: CompileCall) => {
  parentPort?.postMessage(answer(id, () => compileAtOnce(parse(json), parser, options)));
});

function parse(json: string): FilterSet {
  return JSON.parse(json) as FilterSet;
}

function answer(id: number, compile: () => CompiledParts): CompileReply {
  try {
    return { id, compiled: compile() };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : "unknown" };
  }
}
