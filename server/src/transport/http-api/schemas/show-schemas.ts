import { z } from "zod";
import { registerSchema } from "./registry.ts";

const timeMs = z.number().describe("In ms since 1970.");

const showMinute = z.object({
  atMs: timeMs,
  messages: z.int().describe("Messages written in this step that were not removed."),
  people: z.int().describe("People who wrote in this step."),
  removed: z.int().describe("Messages written in this step that were removed."),
  held: z.int().describe("Messages that filters held in this step."),
  viewers: z
    .int()
    .exactOptional()
    .describe("Viewers at the end of this step; absent if no server noted them."),
});

export const showReport = registerSchema(
  "ShowReport",
  z.object({
    streamId: z.string(),
    fromMs: timeMs,
    toMs: timeMs,
    startedAtMs: timeMs.exactOptional(),
    endedAtMs: timeMs.exactOptional(),
    messages: z.int(),
    people: z.int(),
    removed: z.int(),
    held: z.int(),
    peak: z.object({ atMs: timeMs, viewers: z.int() }).exactOptional(),
    stepMinutes: z.int().describe("The length of each step of `minutes`."),
    minutes: z.array(showMinute).describe("The steps in which something happened."),
    busiest: z.array(z.object({ atMs: timeMs, messages: z.int() })),
    writers: z.array(z.object({ userId: z.string(), nickname: z.string(), messages: z.int() })),
    actions: z
      .record(z.string(), z.int())
      .describe("Actions that were not undone, counted by kind."),
    complete: z
      .boolean()
      .describe("False if the period has too many entries: then its beginning is missing."),
  }),
  "A report on a stream in a period.",
);

export const staffStream = registerSchema(
  "StaffStream",
  z.object({
    streamId: z.string(),
    channelName: z.string().exactOptional().describe("The name of its channel, for its staff."),
    ended: z.boolean(),
    viewers: z.int(),
    lastAtMs: z
      .number()
      .describe("When the log was last written to, in ms since 1970; 0 for never."),
    lastMessage: z
      .object({ nickname: z.string(), message: z.string(), timestamp: timeMs })
      .exactOptional(),
  }),
);
