/* Validation of database URLs that contain passwords. */

export const PASSWORD_REMEDY =
  "In a user name or password, write # as %23, @ as %40, % as %25, / as %2F, ? as %3F, : as %3A and a space as %20.";

/** Whether it is a database URL that a server accepts. */
export function isDatabaseUrl(text: string): boolean {
  return (
    text === "memory:" ||
    /^sqlite:./.test(text) ||
    (/^postgres(ql)?:/.test(text) && isServerUrl(text))
  );
}

/**
 * Whether a URL is unambiguous. A password with an unescaped special character would be parsed as
 * part of the host, and the error would then reveal it.
 */
export function isServerUrl(text: string): boolean {
  const [, rest] = /^[a-z]+:\/\/(.+)$/s.exec(text) ?? [];
  if (rest === undefined || !URL.canParse(text)) return false;
  if (/[\s\\#]|%(?![0-9a-f]{2})|\p{Cc}/iu.test(rest)) return false;
  const end = rest.search(/[/?]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const [userinfo, host] = authority.includes("@") ? splitAt(authority) : ["", authority];
  // With several @ it is unclear which one ends the password.
  if (rest.slice(authority.length).includes("@") || /@/.test(userinfo)) return false;
  if (userinfo.split(":").length > 2) return false;
  // Without a host it is a socket, named in the query.
  return host !== "" || /[?&]host=/.test(rest);
}

function splitAt(authority: string): [userinfo: string, host: string] {
  const at = authority.lastIndexOf("@");
  return [authority.slice(0, at), authority.slice(at + 1)];
}
