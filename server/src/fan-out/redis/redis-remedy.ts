/** What an operator can do about a Redis that refuses or is unreachable; undefined if unknown. */
export function redisRemedy({ message, code = "" }: NodeJS.ErrnoException): string | undefined {
  const said = `${code} ${message}`;
  return REMEDIES.find(([pattern]) => pattern.test(said))?.[1];
}

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /NOPERM/,
    "Its user may not use our channels. Give it: ACL SETUSER <user> on &live-chat:* +publish +subscribe +unsubscribe +ping +client|setname",
  ],
  [/WRONGPASS|NOAUTH/, "Correct the user and password in CHAT_REDIS_URL."],
  [/READONLY/, "It is a replica. Name the primary in CHAT_REDIS_URL."],
  [/max number of clients/i, "It has no connection left. Raise its maxclients."],
  [/LOADING/, "It is still loading its data. Nothing is to be done."],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/,
    "Its certificate is signed by nobody we know. Name its authority in CHAT_REDIS_CA.",
  ],
  [/ALTNAME_INVALID/, "Its certificate is for another name than the one in CHAT_REDIS_URL."],
  [/EPROTO|WRONG_VERSION/, "It does not speak TLS there. Use redis:// in CHAT_REDIS_URL."],
  [
    /Connection timeout|ETIMEDOUT|EHOSTUNREACH/,
    "It does not answer. Look at the host, the port, firewalls, and whether TLS is spoken there: CHAT_REDIS_URL begins with rediss:// if it is, with redis:// if not.",
  ],
  [/ENOTFOUND|EAI_AGAIN/, "There is no such host. Correct CHAT_REDIS_URL."],
  [/ECONNREFUSED/, "Nothing listens there. Start it, or correct CHAT_REDIS_URL."],
];
