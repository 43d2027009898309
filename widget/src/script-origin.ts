// Only a classic script has a current script, and only while it is first run. An element
// of the page with that name, such as a picture, stands in its place: its word is not taken.
const currentScript = typeof document === "undefined" ? null : document.currentScript;
const classicScript =
  currentScript && currentScript instanceof HTMLScriptElement ? currentScript : null;

/** Where this file was loaded from. */
export function scriptUrl(): string {
  return import.meta.url || classicScript?.src || location.href;
}

/** The origin that this file was loaded from: the server to talk to where no other is named. */
export function scriptOrigin(): string {
  try {
    return new URL(scriptUrl()).origin;
  } catch {
    return "";
  }
}
