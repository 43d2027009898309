// Only a classic script has a current script, and only while it is first run.
const classicScript =
  typeof document === "undefined" ? null : (document.currentScript as HTMLScriptElement | null);

/** The origin that this file was loaded from: the server to talk to where no other is named. */
export function scriptOrigin(): string {
  try {
    return new URL(import.meta.url || classicScript?.src || location.href).origin;
  } catch {
    return "";
  }
}
