import { scriptUrl } from "../script-origin.ts";

export type SignInFlow = typeof import("./flow/index.ts");

/** The file beside the one-file builds that holds the flow. */
declare const LIVE_CHAT_SIGN_IN_FILE: string | undefined;

/** Most visitors only read: what signs people in is loaded when somebody does. */
export function loadSignInFlow(): Promise<SignInFlow> {
  if (typeof LIVE_CHAT_SIGN_IN_FILE === "string")
    return import(/* @vite-ignore */ new URL(LIVE_CHAT_SIGN_IN_FILE, scriptUrl()).href);
  return import("./flow/index.ts");
}
