import { accept } from "../errors/result.ts";
import { streamId } from "../schema/ids.ts";
import { object, optional, value, wrong, type Parsed } from "../schema/schema.ts";

/** The latest time that a Date can hold. */
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
/** The period of the report; by default the last week with activity. (SPEC RP1) */
export type LoadReport = Parsed<typeof report>;
export const parseLoadReport = report.parse;
