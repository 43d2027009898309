import { accept } from "../errors/result.ts";
import { streamId } from "../schema/ids.ts";
import { object, optional, value, wrong, type Parsed } from "../schema/schema.ts";

/** The last moment that a date can tell. */
const MAX_MS = 8.64e15;

const moment = (name: string) =>
  optional(
    value<number>({ kind: "whole", min: 0, max: MAX_MS }, (raw) =>
      Number.isSafeInteger(raw) && (raw as number) >= 0 && (raw as number) <= MAX_MS
        ? accept(raw as number)
        : wrong(`${name} must be a time in ms since 1970.`),
    ),
  );

const report = object({ streamId, fromMs: moment("fromMs"), toMs: moment("toMs") });
/** Which period is reported; without one, the last week in which there was something. (SPEC RP1) */
export type LoadReport = Parsed<typeof report>;
export const parseLoadReport = report.parse;
