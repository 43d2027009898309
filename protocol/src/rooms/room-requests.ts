import type { Position } from "../entities.ts";
import { accept, refuse, type Result } from "../errors/result.ts";
import { LIMITS } from "../limits.ts";
import { parseNickname, parseStreamId, safeAvatarUrl } from "../text.ts";
import { isServerId } from "../schema/check-ids.ts";
import { streamId } from "../schema/ids.ts";
import { object, optional, value, wrong, type Parsed, readFields } from "../schema/schema.ts";

const BAD_REQUEST = refuse("bad-request");

const after = value<Position>({ kind: "object", fields: {} }, (raw) => {
  const fields = readFields(raw);
  const [epoch, seq, id] = [fields?.("epoch"), fields?.("seq"), fields?.("id")];
  if (!isServerId(epoch) || !isServerId(id) || !Number.isSafeInteger(seq) || (seq as number) < 0)
    return wrong("after must be { epoch, seq, id }.");
  return accept({ epoch, seq: seq as number, id });
});

/** The requested features that this server supports. */
const wants = value<readonly "entries"[] | undefined>(
  { kind: "list", of: { kind: "choice", of: ["entries"] }, max: 1 },
  (raw) => accept(Array.isArray(raw) && raw.includes("entries") ? ["entries"] : undefined),
);

const joinRoom = object(
  {
    streamId,
    /** A claim, not an identity. With a token, no name is needed. (SPEC JR3) */
    user: optional(
      object(
        {
          userId: optional(value<string | undefined>({ kind: "text" }, () => accept(undefined))),
          nickname: optional(value({ kind: "text" }, parseNickname)),
          avatarUrl: optional(
            value({ kind: "text", maxLength: LIMITS.avatarUrlChars }, (raw) =>
              accept(safeAvatarUrl(raw)),
            ),
          ),
        },
        wrong("user must be an object."),
      ),
    ),
    after: optional(after),
    wants: optional(wants),
  },
  BAD_REQUEST,
);
export type JoinRoom = Parsed<typeof joinRoom>;
export const parseJoinRoom = joinRoom.parse;

/** Also accepts a bare stream id, as in the original protocol. (SPEC LR1) */
export function parseLeaveRoom(raw: unknown): Result<{ streamId: string }> {
  const stream = parseStreamId(typeof raw === "string" ? raw : readFields(raw)?.("streamId"));
  return stream.ok ? accept({ streamId: stream.value }) : stream;
}

/** A token, unparsed; it is verified elsewhere. (SPEC ID1) */
const authenticate = object({
  token: value<string>({ kind: "text", maxLength: LIMITS.tokenChars }, (raw) => {
    if (typeof raw !== "string" || raw === "") return BAD_REQUEST;
    return raw.length > LIMITS.tokenChars ? refuse("invalid-token") : accept(raw);
  }),
});
export const parseAuthenticate = authenticate.parse;
