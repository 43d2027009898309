declare const process: { env: { NEXT_PUBLIC_CHAT_SERVER_URL?: string } };

/**
 * The server of an app that names none: `NEXT_PUBLIC_CHAT_SERVER_URL`, else empty, which means the
 * server of the app's script, for the element and for the hook.
 */
export function defaultServer(): string {
  try {
    // Written out, because bundlers replace exactly this expression.
    return process.env.NEXT_PUBLIC_CHAT_SERVER_URL ?? "";
  } catch {
    // Bundlers that do not replace it leave `process`, which browsers do not have.
    return "";
  }
}
