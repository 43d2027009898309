/** The widget's files, which other sites' pages load. */
export const WIDGET_FILES: RegExp =
  /^\/(live-chat(\.[a-z-]+)?\.js|live-chat\/[\w-]+\.js|emoji\/[a-z-]+\.json)$/;

/** The same files of a pinned release. */
const PINNED_FILES = /^\/v\/[^/]+\/live-chat(\.[a-z-]+|\/[\w-]+)?\.js$/;
const PACKAGES = /^\/packages\/live-chat-element(-[\w.-]+)?\.tgz$/;
const SOCKETS = /^\/socket\.io\//;
const PAGES = /^\/((embed|overlay)\/[^/]+|oembed|live-chat\/studio\/([^/]*|assets\/[\w.-]+))$/;
const API =
  /^\/api\/v1\/(hello|readyz|metrics|owner-link|openapi\.json|release|sign-in|chat-sessions|channels|streams|staff|people|webhooks)(\/|$)/;
const SIGN_IN = /^\/sign-in(\/|$)/;

/**
 * Whether a path belongs to the chat, on a server that it shares with an app.
 *
 * Never a path that apps usually have, such as `/` or `/healthz`; `/sign-in` only if people sign in
 * on the chat's own page.
 */
export function isOwnPath(url: string, hasSignInPage: boolean): boolean {
  const [path = ""] = url.split("?", 1);
  const all = [
    SOCKETS,
    WIDGET_FILES,
    PINNED_FILES,
    PACKAGES,
    PAGES,
    API,
    ...(hasSignInPage ? [SIGN_IN] : []),
  ];
  return all.some((pattern) => pattern.test(path));
}
