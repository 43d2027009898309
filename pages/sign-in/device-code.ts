import { DEVICE_FRAGMENT } from "#protocol";

const KEY = "live-chat:device";

/**
 * The code that another device shows and this page was opened with; empty if it is to be typed.
 *
 * It is taken out of the address at once, and outlives a reload of the tab and the way over an
 * identity provider's pages, no more. (SPEC SI16)
 */
export function takeDeviceCode(): string | undefined {
  const [isThere, code = ""] =
    new RegExp(`^#${DEVICE_FRAGMENT}(?:=([0-9]{1,20}))?$`).exec(location.hash) ?? [];
  if (isThere !== undefined) keepDeviceCode(code);
  // A chat asks for a sign-in of this browser.
  else if (new URLSearchParams(location.search).has("request")) dropDeviceCode();
  try {
    return isThere === undefined ? (sessionStorage.getItem(KEY) ?? undefined) : code;
  } catch {
    return isThere === undefined ? undefined : code;
  }
}

export function keepDeviceCode(code: string): void {
  try {
    sessionStorage.setItem(KEY, code);
  } catch {
    // Ways to sign in that do not leave the page still work.
  }
}

/** Forgets it, when it was decided on. */
export function dropDeviceCode(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then it was never kept.
  }
}
