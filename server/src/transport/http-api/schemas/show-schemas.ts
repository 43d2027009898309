import { z } from "zod";
import { registerSchema } from "./registry.ts";

const timeMs = z.number().describe("In ms since 1970.");

const showMinute = z.object({
  atMs: timeMs,
  messages: z.int().describe("Written in it, and standing."),
  people: z.int().describe("Who wrote them."),
  removed: z.int().describe("Written in it, and standing no more."),
  held: z.int().describe("Held back by filters in it."),
  viewers: z.int().exactOptional().describe("At its end; absent where no server noted it."),
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
    stepMinutes: z.int().describe("How long each of `minutes` is."),
    minutes: z.array(showMinute).describe("Those in which there was something."),
    busiest: z.array(z.object({ atMs: timeMs, messages: z.int() })),
    writers: z.array(z.object({ userId: z.string(), nickname: z.string(), messages: z.int() })),
    actions: z.record(z.string(), z.int()).describe("What was done and not undone, by kind."),
    complete: z.boolean().describe("False where the beginning is missing: there is too much."),
  }),
  "What came of a stream in a period.",
);

export const staffStream = registerSchema(
  "StaffStream",
  z.object({
    streamId: z.string(),
    ended: z.boolean(),
    viewers: z.int(),
    lastAtMs: z.number().describe("When its log was last written to; 0 for never."),
    lastMessage: z
      .object({ nickname: z.string(), message: z.string(), timestamp: timeMs })
      .exactOptional(),
  }),
);
