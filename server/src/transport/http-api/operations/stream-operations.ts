import { accept, STAFF_LIMITS, parseStreamId, refuse } from "#protocol";
import { z } from "zod";
import { operation, type Operation } from "../operation.ts";
import { registerSchema } from "../schemas/registry.ts";

const stream = registerSchema(
  "Stream",
  z.object({
    streamId: z.string(),
    listed: z.boolean().describe("Whether the stream is open under CHAT_STREAMS=listed."),
    ended: z.boolean(),
    seq: z.int().describe("How many entries have been written to the log."),
    lastAtMs: z
      .number()
      .describe("When the last entry was written, in ms since 1970; 0 for never."),
  }),
);

const listStreams = operation({
  method: "get",
  path: "/streams",
  id: "listStreams",
  access: "operator",
  summary: "A page of all streams, in the order of their ids.",
  query: {
    after: "The id that the page begins after: the last of the page before it.",
    limit: `How many, 1 to ${STAFF_LIMITS.staffPageItems}.`,
    listed: "true for those alone that were made here.",
  },
  answer: z.object({ streams: z.array(stream), more: z.boolean() }),
  handle: async ({ requests, asker, query }) => {
    const { after, limit = String(STAFF_LIMITS.staffPageItems), listed } = query;
    if (!/^\d{1,9}$/.test(limit))
      return refuse("bad-request", { message: "limit must be a whole number." });
    if (after !== undefined && !parseStreamId(after).ok) return refuse("invalid-stream-id");
    const count = Math.min(Math.max(Number(limit), 1), STAFF_LIMITS.staffPageItems);
    const read = { limit: count + 1, listedOnly: listed === "true" };
    const streams = await requests.streams(asker, {
      ...read,
      ...(after !== undefined && { after }),
    });
    if (!streams.ok) return streams;
    return accept({ streams: streams.value.slice(0, count), more: streams.value.length > count });
  },
});

const getStream = operation({
  method: "get",
  path: "/streams/{id}",
  id: "getStream",
  access: "owner",
  summary: "A stream.",
  answer: z.object({ stream }),
  handle: ({ requests, streamId }) => requests.readStream(streamId),
});

const makeStream = operation({
  method: "put",
  path: "/streams/{id}",
  id: "putStream",
  access: "operator",
  summary:
    "Makes a stream, or restores an archived one; ended: true ends it, false opens it again.",
  body: registerSchema("StreamSettings", z.strictObject({ ended: z.boolean().exactOptional() })),
  answer: z.object({ stream }),
  handle: ({ requests, principal, streamId, body }) =>
    requests.putStream(principal, streamId, body.ended),
});

const endForGood = operation({
  method: "delete",
  path: "/streams/{id}",
  id: "archiveStream",
  access: "operator",
  summary: "Ends a stream and takes it off the list; its messages are kept and can be exported.",
  answer: z.object({ stream }),
  handle: ({ requests, principal, streamId }) => requests.archiveStream(principal, streamId),
});

/** Operations on the list of streams. (SPEC AD10) */
export const listingOperations: readonly Operation[] = [
  ...[listStreams, getStream, makeStream, endForGood],
];
