import { accept, refuse, type Result } from "../errors/result.ts";
import { LIMITS } from "../limits.ts";
import { isServerId } from "../schema/check-ids.ts";
import { clientId, knownId, streamId } from "../schema/ids.ts";
import {
  choice,
  object,
  optional,
  value,
  wrong,
  type Parsed,
  readFields,
} from "../schema/schema.ts";
import { parseMessageText, parseStreamId } from "../text.ts";

const BAD_REQUEST = refuse("bad-request");

const sendMessage = object(
  {
    streamId,
    message: value({ kind: "text" }, parseMessageText),
    clientId: optional(clientId),
    /** The id of the message that this one replies to. (SPEC SM9) */
    replyTo: optional(
      value<string | undefined>({ kind: "text", maxLength: LIMITS.idChars }, (raw) => {
        if (typeof raw !== "string") return wrong("replyTo must be the id of a message.");
        // An invalid id refers to no message. (SPEC SM9)
        return accept(isServerId(raw) ? raw : undefined);
      }),
    ),
  },
  BAD_REQUEST,
);
export type SendMessage = Parsed<typeof sendMessage>;
export const parseSendMessage = sendMessage.parse;

const removeMessage = object({ streamId, id: knownId }, BAD_REQUEST);
export type RemoveMessage = Parsed<typeof removeMessage>;
export const parseRemoveMessage = removeMessage.parse;

const reportReason = choice(
  ["spam", "abuse", "sexual", "personal", "other"],
  "reason must be one of those that there are.",
);
export type ReportReason = Parsed<typeof reportReason>;

/** A viewer's report of a message. (SPEC HE4) */
const reportMessage = object({ streamId, id: knownId, reason: reportReason });
export type ReportMessage = Parsed<typeof reportMessage>;
export const parseReportMessage = reportMessage.parse;

export interface LoadHistory {
  streamId: string;
  before: number;
  limit?: number;
}

export function parseLoadHistory(raw: unknown): Result<Required<LoadHistory>> {
  const page = parsePage(raw, "before", LIMITS.historyPageMessages);
  if (!page.ok) return page;
  const { seq, limit } = page.value;
  return accept({ streamId: page.value.streamId, before: seq, limit });
}

export interface FetchEntries {
  streamId: string;
  after: number;
  limit?: number;
}

export function parseFetchEntries(raw: unknown): Result<Required<FetchEntries>> {
  const page = parsePage(raw, "after", LIMITS.fetchEntries);
  if (!page.ok) return page;
  const { seq, limit } = page.value;
  return accept({ streamId: page.value.streamId, after: seq, limit });
}

function parsePage(
  raw: unknown,
  bound: "before" | "after",
  maxLimit: number,
): Result<{ streamId: string; seq: number; limit: number }> {
  const fields = readFields(raw);
  if (!fields) return BAD_REQUEST;
  const stream = parseStreamId(fields("streamId"));
  if (!stream.ok) return stream;
  const seq = fields(bound);
  const limit = fields("limit") ?? maxLimit;
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(limit))
    return wrong(`${bound} and limit must be whole numbers.`);
  return accept({
    streamId: stream.value,
    seq: seq as number,
    limit: Math.min(Math.max(limit as number, 1), maxLimit),
  });
}
