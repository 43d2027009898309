/** A URL, up to the begin of the next one in a list. */
const ADDRESS = /([a-z][a-z0-9+.-]*:\/\/)((?:(?!,\s*[a-z][a-z0-9+.-]*:\/\/)[^"])*)/gi;

/**
 * A URL without its credentials, for logs.
 *
 * If its parts cannot be separated reliably, only the scheme is returned.
 */
export function withoutCredentials(address: string): string {
  return address.replace(ADDRESS, (_, scheme: string, rest: string) => {
    const [userinfo, host] = rest.includes("@") ? splitAtFirst(rest) : ["", rest];
    return `${scheme}${/[\s/?#\\]/.test(userinfo) || !isPlain(host) ? "…" : `${userinfo && "…@"}${masked(host)}`}`;
  });
}

function splitAtFirst(rest: string): [userinfo: string, host: string] {
  const at = rest.indexOf("@");
  return [rest.slice(0, at), rest.slice(at + 1)];
}

/** Whether a host part cannot contain the end of a password. */
function isPlain(host: string): boolean {
  if (/[\s@#\\]/.test(host)) return false;
  // An invalid port may be the begin of a password whose end is missing.
  return /^(\[[^\]]*\]|[^/?:]*)(:\d{1,5})?([/?].*)?$/.test(host);
}

function masked(host: string): string {
  return host.replace(/([?&][^=&]*(?:pass|token|secret|key)[^=&]*=)[^&]*/gi, "$1…");
}
