import {
  accept,
  parseChannelId,
  parseLoadReport,
  parseStreamId,
  refuse,
  reportCsv,
  STAFF_LIMITS,
  type LoadReport,
  type Result,
} from "#protocol";
import { z } from "zod";
import { operation, type Call, type Operation, type TextOperation } from "../operation.ts";
import { showReport, staffStream } from "../schemas/show-schemas.ts";

const PERIOD_QUERY = {
  from: "Where the period begins: a time in ms since 1970, or a date. A week at most.",
  to: "Where it ends. Without both, the week up to the last sign of life.",
};

const readReport = operation({
  method: "get",
  path: "/streams/{id}/report",
  id: "readReport",
  access: "owner",
  summary: "A report on a stream: viewers, people, messages, removals, the busiest minutes.",
  query: PERIOD_QUERY,
  answer: z.object({ report: showReport }),
  handle: async (call) => {
    const asked = parsePeriod(call);
    if (!asked.ok) return asked;
    const report = await call.requests.report(call.asker, asked.value);
    return report.ok ? accept({ report: report.value }) : report;
  },
});

const readReportCsv: TextOperation = {
  method: "get",
  path: "/streams/{id}/report.csv",
  id: "readReportCsv",
  access: "owner",
  summary: "The report as a table for spreadsheets.",
  query: { ...PERIOD_QUERY, timeZone: "Of its times, such as Asia/Seoul; UTC without it." },
  contentType: "text/csv",
  write: async (call) => {
    const { timeZone = "UTC" } = call.query;
    if (!isTimeZone(timeZone))
      return refuse("bad-request", { message: "timeZone must be the name of a time zone." });
    const asked = parsePeriod(call);
    if (!asked.ok) return asked;
    const report = await call.requests.report(call.asker, asked.value);
    if (!report.ok) return report;
    const name = `${call.streamId.replace(/[^\w.-]/g, "-")}.csv`;
    return accept({ name, text: reportCsv(report.value, timeZone) });
  },
};

const listStaffStreams = operation({
  method: "get",
  path: "/staff/streams",
  id: "listStaffStreams",
  access: "staff",
  summary: "The streams that the caller looks after, in the reverse order of their ids.",
  query: {
    channel: "Those of one channel alone.",
    before: "The id that the page ends before: `before` of the page that came before it.",
    limit: `How many, 1 to ${STAFF_LIMITS.staffPageItems}.`,
  },
  answer: z.object({
    streams: z.array(staffStream),
    before: z.string().exactOptional().describe("Where the next page begins, if there is one."),
  }),
  handle: async ({ requests, asker, streamsAsker, query }) => {
    const { channel, before, limit = String(STAFF_LIMITS.staffPageItems) } = query;
    if (!/^\d{1,9}$/.test(limit))
      return refuse("bad-request", { message: "limit must be a whole number." });
    if (before !== undefined && !parseStreamId(before).ok) return refuse("invalid-stream-id");
    const parsed = channel === undefined ? undefined : parseChannelId(channel);
    if (parsed?.ok === false) return parsed;
    if (!streamsAsker) return refuse("sign-in-required");
    const count = Math.min(Math.max(Number(limit), 1), STAFF_LIMITS.staffPageItems);
    return requests.staffStreams(asker, streamsAsker, { channel, before, limit: count });
  },
});

/** Operations about shows, during and after them. (SPEC ST4, RP1–RP3) */
export const showOperations: readonly Operation[] = [readReport, readReportCsv, listStaffStreams];

function parsePeriod({ streamId, query }: Call): Result<LoadReport> {
  const fromMs = momentOf(query["from"]);
  const toMs = momentOf(query["to"]);
  return parseLoadReport({
    streamId,
    ...(fromMs !== undefined && { fromMs }),
    ...(toMs !== undefined && { toMs }),
  });
}

/** A number or a date as ms; NaN if it is neither, which is refused. */
function momentOf(given: string | undefined): number | undefined {
  if (given === undefined || given === "") return undefined;
  if (/^\d+$/.test(given)) return Number(given);
  return /^\d{4}-\d\d-\d\d(T|$)/.test(given) ? Date.parse(given) : NaN;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format(0);
    return name.length <= 64;
  } catch {
    return false;
  }
}
