import type { ShowReport } from "./show-report.ts";

/** Makes Excel read the file as UTF-8. */
const BOM = "\uFEFF";
/** Texts that a spreadsheet may treat as a formula, including full-width signs. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

type Cell = string | number | undefined;

/** A report as a table for spreadsheets, with times in the time zone. (SPEC RP3) */
export function reportCsv(report: ShowReport, timeZone = "UTC"): string {
  const time = timeFormat(timeZone);
  const at = (ms: number | undefined): Cell => (ms === undefined ? undefined : time(ms));
  const { streamId, peak, minutes, writers, busiest, actions } = report;
  const rows: Cell[][] = [
    ["stream", streamId],
    ["time zone", timeZone],
    ["from", at(report.fromMs)],
    ["to", at(report.toMs)],
    ["started", at(report.startedAtMs)],
    ["ended", at(report.endedAtMs)],
    ["complete", report.complete ? "yes" : "no"],
    ["messages", report.messages],
    ["people who wrote", report.people],
    ["messages removed", report.removed],
    ["messages held", report.held],
    ["most viewers", peak?.viewers],
    ["most viewers at", at(peak?.atMs)],
    ...Object.entries(actions).map(([kind, count]): Cell[] => [`action ${kind}`, count]),
    [],
    ["time", "viewers", "messages", "people", "held", "removed"],
    ...minutes.map((minute): Cell[] => [
      at(minute.atMs),
      minute.viewers,
      minute.messages,
      minute.people,
      minute.held,
      minute.removed,
    ]),
    [],
    ["busiest", "messages"],
    ...busiest.map(({ atMs, messages }): Cell[] => [at(atMs), messages]),
    [],
    ["user id", "nickname", "messages"],
    ...writers.map(({ userId, nickname, messages }): Cell[] => [userId, nickname, messages]),
  ];
  return BOM + rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `2026-12-24 20:15`, which every spreadsheet recognises as a time. */
function timeFormat(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return (ms) => format.format(ms);
}
