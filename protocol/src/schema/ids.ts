import { accept, refuse, type Result } from "../errors/result.ts";
import { CLIENT_ID_PATTERN, LIMITS } from "../limits.ts";
import { parseStreamId } from "../text.ts";
import { isServerId, isUserId } from "./check-ids.ts";
import { value, wrong } from "./schema.ts";

const TOKEN_FORM = { kind: "text", minLength: 1, maxLength: LIMITS.idChars } as const;

export const streamId = value({ kind: "text" }, parseStreamId);

/** An id created by this server; an invalid one refers to nothing. */
export const knownId = value<string>(TOKEN_FORM, (raw) =>
  isServerId(raw) && raw !== "" ? accept(raw) : refuse("not-found"),
);

/** The id of a person. */
export const personId = value<string>(
  { kind: "text", minLength: 1, maxLength: LIMITS.userIdChars },
  parseUserId,
);

/** The id under which a sender can repeat a request. (SPEC LOG3, MO17) */
export const clientId = value<string>(TOKEN_FORM, (raw) =>
  typeof raw === "string" && CLIENT_ID_PATTERN.test(raw)
    ? accept(raw)
    : refuse("invalid-client-id"),
);

/** Parses the id of a person. */
export function parseUserId(raw: unknown): Result<string> {
  return isUserId(raw) ? accept(raw) : wrong("userId must be the id of a person.");
}
