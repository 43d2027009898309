import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import type { Rate } from "./chat/limits/token-bucket.ts";

/* The forms that settings have as text. */

export function splitList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function isOrigin(text: string): boolean {
  return (
    // A name with a star in it parses, and matches no page, but many frames.
    /^https?:\/\/[a-z0-9.:[\]_-]+$/.test(text) &&
    URL.canParse(text) &&
    new URL(text).origin === text
  );
}

/** An origin as browsers name it: people copy it out of the address bar, with a slash behind it. */
export function withoutPath(text: string): string {
  if (!/^https?:\/\/[^/*?#@\s]+\/?$/i.test(text) || !URL.canParse(text)) return text;
  return new URL(text).origin;
}

/** Whether a text is the address of one page, as browsers write it, with nothing behind its path. */
export function isPageAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, pathname } = new URL(text);
  // Not the parser's `origin`: of an app's address, like `capacitor://localhost/`, it knows none.
  const origin = `${protocol}//${host}`;
  return isPageOrigin(origin) && text === `${origin}${pathname}`;
}

/** What a server has at its root: a path that begins so could not be told from one under it. */
const OWN_PATHS =
  /^\/(api|assets|embed|emoji|healthz|metrics|oembed|overlay|readyz|sign-in|socket\.io|v)(\/|$)|\/v\/[^/]+$/;

/** Whether a text is where a server can be reached: an origin, or a path of one. */
export function isPublicUrl(text: string): boolean {
  const [, origin = "", path = ""] =
    /^(https?:\/\/[^/]+)((?:\/[A-Za-z0-9_~.-]+)*)\/?$/.exec(text) ?? [];
  return isOrigin(origin) && !/\/\.{1,2}(\/|$)/.test(path) && !OWN_PATHS.test(path);
}

export function withoutLastSlash(text: string): string {
  return text.replace(/\/$/, "");
}

/** What has an address but no origin that a browser would name: its pages all say `null`. */
const WITHOUT_ORIGIN = /^(file|data|blob|about|javascript|filesystem|ftp|wss?):/;
/** An app's own scheme and host, as its web view names them in `Origin`. */
const APP_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9_-]+(\.[a-z0-9_-]+)*|\.)(:\d{1,5})?$/;

/** Whether pages can have that origin: a site's, or an app's like `capacitor://localhost`. (SPEC CN5) */
export function isPageOrigin(text: string): boolean {
  if (/^https?:/i.test(text)) return isOrigin(text);
  return APP_ORIGIN.test(text) && !WITHOUT_ORIGIN.test(text);
}

/** Whether a key may be shown to browsers: not a secret one, nor a token of the service role. */
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
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

export function isReadableFile(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Keys and tokens travel encrypted, but on this machine. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const loopback = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  return protocol === "https:" || (protocol === "http:" && loopback);
}

export function toRate(text: string): Rate {
  const [count, seconds] = text.split("/").map((part) => Number.parseInt(part, 10));
  return { count: count!, windowMs: seconds! * 1_000 };
}

export function toRateOrOff(text: string): Rate | "off" {
  return text === "off" ? "off" : toRate(text);
}
