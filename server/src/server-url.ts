/* Addresses of databases, with passwords in them. */

export const PASSWORD_REMEDY =
  "In a user name or password, write # as %23, @ as %40, % as %25, / as %2F, ? as %3F, : as %3A and a space as %20.";

/** Whether it names a database that a server can be given. */
export function isDatabaseUrl(text: string): boolean {
  return (
    text === "memory:" ||
    /^sqlite:./.test(text) ||
    (/^postgres(ql)?:/.test(text) && isServerUrl(text))
  );
}

/**
 * Whether a URL is read in one way only. A password with a sign that means something in a
 * URL leads elsewhere, and the error would then show a piece of it as the name of a host.
 */
export function isServerUrl(text: string): boolean {
  const [, rest] = /^[a-z]+:\/\/(.+)$/s.exec(text) ?? [];
  if (rest === undefined || !URL.canParse(text)) return false;
  if (/[\s\\#]|%(?![0-9a-f]{2})|\p{Cc}/iu.test(rest)) return false;
  const end = rest.search(/[/?]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const [userinfo, host] = authority.includes("@") ? splitAt(authority) : ["", authority];
  // Of several, nobody can say which of them ends the password.
  if (rest.slice(authority.length).includes("@") || /@/.test(userinfo)) return false;
  if (userinfo.split(":").length > 2) return false;
  // Without a host it is a socket's, which the query names.
  return host !== "" || /[?&]host=/.test(rest);
}

function splitAt(authority: string): [userinfo: string, host: string] {
  const at = authority.lastIndexOf("@");
  return [authority.slice(0, at), authority.slice(at + 1)];
}
