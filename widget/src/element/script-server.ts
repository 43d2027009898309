// Only a classic script has a current script, and only while it is first run. An element
// of the page with that name, such as a picture, stands in its place: its word is not taken.
const currentScript = typeof document === "undefined" ? null : document.currentScript;
const classicScript =
  currentScript && currentScript instanceof HTMLScriptElement ? currentScript : null;

/** A script of the chat as a server gives it out, pinned or not, and the folder it is in. */
const SERVED = /^(.*?)(?:\/v\/[^/]+)?\/live-chat[\w.-]*\.js$/;

/** Where this file was loaded from. */
export function scriptUrl(): string {
  return import.meta.url || classicScript?.src || location.href;
}

let ownServer: string | undefined;

/** The server to talk to; where none is named, the one that this file was loaded from. */
export function chatServer(named: string): string {
  // However it is written: what is loaded from it is known by its address.
  return named.replace(/\/+$/, "") || (ownServer ??= serverOfScript(scriptUrl()));
}

/**
 * The server that gives out a script: the script's folder, for the server may be under a path
 * of its origin. A script under another name is a bundle, whose folder says nothing: its origin.
 */
export function serverOfScript(url: string): string {
  try {
    const { origin, pathname } = new URL(url);
    return origin + (SERVED.exec(pathname)?.[1] ?? "");
  } catch {
    return "";
  }
}
