import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { isSafeUrl } from "./chat/text/is-safe-url.ts";
import type { Rate } from "./chat/limits/token-bucket.ts";

/* Text formats of settings. */

export function splitList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function isOrigin(text: string): boolean {
  return (
    // A host name with a star parses, but would match no page and many frames.
    /^https?:\/\/[a-z0-9.:[\]_-]+$/.test(text) &&
    URL.canParse(text) &&
    new URL(text).origin === text
  );
}

/** Removes the path of an origin: people copy it from the address bar, with a trailing slash. */
export function withoutPath(text: string): string {
  if (!/^https?:\/\/[^/*?#@\s]+\/?$/i.test(text) || !URL.canParse(text)) return text;
  return new URL(text).origin;
}

/** Whether a text is the URL of one page in browsers' form, with nothing after its path. */
export function isPageAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, pathname } = new URL(text);
  // Not the parser's `origin`, which is null for app URLs like `capacitor://localhost/`.
  const origin = `${protocol}//${host}`;
  return isPageOrigin(origin) && text === `${origin}${pathname}`;
}

/** The server's root paths: a base path must not begin like one of them. */
const OWN_PATHS =
  /^\/(api|assets|embed|emoji|healthz|live-chat|metrics|oembed|overlay|packages|readyz|sign-in|socket\.io|studio|v)(\/|$)|\/v\/[^/]+$/;

/** Whether a text is a public URL of a server: an origin, with or without a path. */
export function isPublicUrl(text: string): boolean {
  const [, origin = "", path = ""] =
    /^(https?:\/\/[^/]+)((?:\/[A-Za-z0-9_~.-]+)*)\/?$/.exec(text) ?? [];
  return isOrigin(origin) && !/\/\.{1,2}(\/|$)/.test(path) && !OWN_PATHS.test(path);
}

export function withoutLastSlash(text: string): string {
  return text.replace(/\/$/, "");
}

/** Schemes without an origin: their pages all send `null`. */
const WITHOUT_ORIGIN = /^(file|data|blob|about|javascript|filesystem|ftp|wss?):/;
/** An app's scheme and host, as its web view sends them in `Origin`. */
const APP_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9_-]+(\.[a-z0-9_-]+)*|\.)(:\d{1,5})?$/;

/** Whether pages can have it: a site's origin, or an app's `capacitor://localhost`. (SPEC CN5) */
export function isPageOrigin(text: string): boolean {
  if (/^https?:/i.test(text)) return isOrigin(text);
  return APP_ORIGIN.test(text) && !WITHOUT_ORIGIN.test(text);
}

/** Whether a key may be public: neither a secret key nor a service-role token. */
export function isPublishableKey(key: string): boolean {
  if (key.startsWith("sb_publishable_")) return true;
  try {
    const claims = Buffer.from(key.split(".")[1] ?? "", "base64url").toString();
    return (JSON.parse(claims) as { role?: string }).role === "anon";
  } catch {
    return false;
  }
}

export function isAddressRange(text: string): boolean {
  const [address = "", bits] = text.split("/");
  const version = address.includes("%") ? 0 : isIP(address);
  if (version === 0) return false;
  if (bits === undefined) return true;
  // Not 0: with everybody trusted, everybody could forge addresses.
  return /^[1-9]\d*$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

export function isReadableFile(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text can be an OpenID Connect issuer: a safe URL without a query or a fragment. */
export function isIssuer(text: string): boolean {
  return isSafeUrl(text) && !/[?#@]/.test(text);
}

export function toRate(text: string): Rate {
  const [count, seconds] = text.split("/").map((part) => Number.parseInt(part, 10));
  return { count: count!, windowMs: seconds! * 1_000 };
}

export function toRateOrOff(text: string): Rate | "off" {
  return text === "off" ? "off" : toRate(text);
}
