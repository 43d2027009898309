declare const process: { env: { NEXT_PUBLIC_CHAT_SERVER_URL?: string } };

/**
 * The server of an app that names none: what `NEXT_PUBLIC_CHAT_SERVER_URL` says, else nothing.
 * Then it is where the app's script comes from, for the element as for the hook.
 */
export function defaultServer(): string {
  try {
    // Written out in full, for that is what bundlers put the value in the place of.
    return process.env.NEXT_PUBLIC_CHAT_SERVER_URL ?? "";
  } catch {
    // Bundlers that know no such variable leave `process` to the browser, which has none.
    return "";
  }
}
