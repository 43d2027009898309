import { SIGN_IN_FRAGMENT, type SignInGrant, type SignInMessage } from "#protocol";
import type { Visit } from "./visit.ts";

/**
 * Gives the code to the page that asked, and to no other: by a message that only
 * its origin receives, or by going back to a page of its origin. (SPEC SI3)
 *
 * False when there is nowhere to bring it.
 */
export function handOver(visit: Visit, { code, origin }: SignInGrant): boolean {
  const { request } = visit;
  const opener = window.opener as Window | null;
  if (visit.isPopUp && opener) {
    const message: SignInMessage = { type: "live-chat-sign-in", request, code };
    opener.postMessage(message, origin);
    window.close();
    return true;
  }
  const page = pageOf(visit.returnTo, origin);
  if (!page) return false;
  location.replace(`${page}#${SIGN_IN_FRAGMENT}=${request}.${code}`);
  return true;
}

/** The page to go back to, without its fragment, if it is of that origin. */
export function pageOf(address: string, origin: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  url.hash = "";
  // What lies in a page's memory has its origin too.
  return url.origin === origin && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
