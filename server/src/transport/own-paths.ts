/** The widget's files, which other people's pages load. */
export const WIDGET_FILES: RegExp =
  /^\/(live-chat(\.[a-z-]+)?\.js|live-chat\/[\w-]+\.js|emoji\/[a-z-]+\.json)$/;

/** The same, of one release. */
const PINNED_FILES = /^\/v\/[^/]+\/live-chat(\.[a-z-]+|\/[\w-]+)?\.js$/;
const PACKAGES = /^\/packages\/live-chat-element(-[\w.-]+)?\.tgz$/;
const SOCKETS = /^\/socket\.io\//;
const PAGES = /^\/((embed|overlay)\/[^/]+|oembed)$/;
const API =
  /^\/api\/v1\/(hello|readyz|metrics|owner-link|openapi\.json|release|sign-in|chat-sessions|streams|staff|people|webhooks)(\/|$)/;
const SIGN_IN = /^\/sign-in(\/|$)/;

/**
 * Whether an address is the chat's, on a server that another app has for itself as well.
 *
 * Nothing that an app has usually, such as `/` or `/healthz`; `/sign-in` only where people
 * sign in by the chat's own page.
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
