import { scriptUrl } from "../script-origin.ts";

export type WritingAidsModule = typeof import("./loaded/index.ts");

/** The file beside the one-file builds that holds them. */
declare const LIVE_CHAT_WRITING_AIDS_FILE: string | undefined;

/** Most visitors only read, and most who write need no help: it is loaded when somebody does. */
export function loadWritingAids(): Promise<WritingAidsModule> {
  if (typeof LIVE_CHAT_WRITING_AIDS_FILE === "string")
    return import(/* @vite-ignore */ new URL(LIVE_CHAT_WRITING_AIDS_FILE, scriptUrl()).href);
  return import("./loaded/index.ts");
}
