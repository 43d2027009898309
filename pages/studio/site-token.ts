const KEY = "live-chat:studio-token";
const FRAGMENT = /^#token=([\w.~+/=-]{1,8192})$/;

/**
 * The token that a site with tokens of its own has opened the page with. (SPEC ST5)
 *
 * It is taken out of the address at once, and lives as long as the tab.
 */
export function takeSiteToken(): string | undefined {
  const given = FRAGMENT.exec(location.hash)?.[1];
  try {
    if (given) sessionStorage.setItem(KEY, given);
    if (given) history.replaceState(null, "", location.pathname + location.search);
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return given;
  }
}
