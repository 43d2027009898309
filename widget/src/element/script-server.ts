// Only a classic script has a current script, and only while it first runs. An element with that
// name on the page, such as an image, would shadow it, and is ignored.
const currentScript = typeof document === "undefined" ? null : document.currentScript;
const classicScript =
  currentScript && currentScript instanceof HTMLScriptElement ? currentScript : null;

/** URL of a chat script on its server, pinned or not, and the folder that contains it. */
const SERVED = /^(.*?)(?:\/v\/[^/]+)?\/live-chat[\w.-]*\.js$/;

/** URL from which this file was loaded. */
export function scriptUrl(): string {
  return import.meta.url || classicScript?.src || location.href;
}

let ownServer: string | undefined;

/** The server to use; by default the one that this file was loaded from. */
export function chatServer(named: string): string {
  // Without trailing slashes: lazily loaded files are identified by their URL.
  return named.replace(/\/+$/, "") || (ownServer ??= serverOfScript(scriptUrl()));
}

/**
 * The server of a script: the script's folder, because the server may be under a path of its
 * origin. A script with another name is a bundle whose folder says nothing: its origin.
 */
export function serverOfScript(url: string): string {
  try {
    const { origin, pathname } = new URL(url);
    return origin + (SERVED.exec(pathname)?.[1] ?? "");
  } catch {
    return "";
  }
}
