import { accept, type Result } from "../errors/result.ts";
import { choice, optional, wrong } from "../schema/schema.ts";

/** What an action holds for, and what is read: one stream, or the channel that it is of. (SPEC CH3) */
export type ActionScope = "stream" | "channel";

/** The id of the server's own channel: of all streams whose id names none. (SPEC CH1) */
export const OWN_CHANNEL = "~";

export const CHANNEL_ID_PATTERN = /^(?:~|[A-Za-z0-9_.-]{1,127})$/;

/** The channel that a stream is of: what stands before the first `:` of its id. (SPEC CH1) */
export function channelOf(streamId: string): string {
  const end = streamId.indexOf(":");
  return end > 0 ? streamId.slice(0, end) : OWN_CHANNEL;
}

/** Parses the id of a channel. */
export function parseChannelId(raw: unknown): Result<string> {
  return typeof raw === "string" && CHANNEL_ID_PATTERN.test(raw)
    ? accept(raw)
    : wrong("The id of a channel has 1 to 127 of A-Z, a-z, 0-9, _, . and -, or is ~.");
}

export const actionScope = optional(
  choice(["stream", "channel"], "scope must be stream or channel."),
);
