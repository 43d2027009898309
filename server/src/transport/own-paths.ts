import { ALL_OPERATIONS } from "./http-api/operations/all-operations.ts";

/** The widget's files, which other sites' pages load. */
export const WIDGET_FILES: RegExp =
  /^\/(live-chat(\.[a-z-]+)?\.js|live-chat\/[\w-]+\.js|emoji\/[a-z-]+\.json)$/;

/** The same files of a pinned release. */
const PINNED_FILES = /^\/v\/[^/]+\/live-chat(\.[a-z-]+|\/[\w-]+)?\.js$/;
const PACKAGES = /^\/packages\/live-chat-element(-[\w.-]+)?\.tgz$/;
const SOCKETS = /^\/socket\.io\//;
const PAGES = /^\/((embed|overlay)\/[^/]+|oembed|live-chat\/studio\/([^/]*|assets\/[\w.-]+))$/;
/** The API's first path segments: those of all operations, and of the routes beside them. */
const API = new Set([
  "hello",
  "readyz",
  "metrics",
  "release",
  "openapi.json",
  "sign-in",
  "chat-sessions",
  ...ALL_OPERATIONS.map(({ path }) => path.split("/")[1]),
]);
const IN_API = /^\/api\/v1\/([^/]+)/;
const SIGN_IN = /^\/sign-in(\/|$)/;

/**
 * Whether a path belongs to the chat, on a server that it shares with an app.
 *
 * Never a path that apps usually have, such as `/` or `/healthz`; `/sign-in` only if people sign in
 * on the chat's own page.
 */
export function isOwnPath(url: string, hasSignInPage: boolean): boolean {
  const [path = ""] = url.split("?", 1);
  const patterns = [SOCKETS, WIDGET_FILES, PINNED_FILES, PACKAGES, PAGES];
  if (hasSignInPage) patterns.push(SIGN_IN);
  return API.has(IN_API.exec(path)?.[1]) || patterns.some((pattern) => pattern.test(path));
}
