/** An address, up to where the next one of a list begins. */
const ADDRESS = /([a-z][a-z0-9+.-]*:\/\/)((?:(?!,\s*[a-z][a-z0-9+.-]*:\/\/)[^"])*)/gi;

/**
 * An address as it may stand in a log: whoever signs in there, and with what, is left out.
 *
 * Of one whose parts cannot be told apart for certain, only the scheme is shown.
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

/** Whether nothing in it may be the end of a password. */
function isPlain(host: string): boolean {
  if (/[\s@#\\]/.test(host)) return false;
  // A port that is none is the beginning of a password whose end is missing.
  return /^(\[[^\]]*\]|[^/?:]*)(:\d{1,5})?([/?].*)?$/.test(host);
}

function masked(host: string): string {
  return host.replace(/([?&][^=&]*(?:pass|token|secret|key)[^=&]*=)[^&]*/gi, "$1…");
}
