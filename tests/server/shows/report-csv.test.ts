import fc from "fast-check";
import { expect, it } from "vitest";
import { reportCsv, type ShowReport } from "#protocol";

const REPORT: ShowReport = {
  ...{ streamId: "moon:1", fromMs: 0, toMs: 60_000, messages: 1, people: 1, removed: 0, held: 0 },
  ...{ stepMinutes: 1, minutes: [], busiest: [], actions: { ban: 2 }, complete: true },
  writers: [],
};

const withWriter = (nickname: string, userId = "u1") =>
  reportCsv({ ...REPORT, writers: [{ userId, nickname, messages: 1 }] });

/** The cells of a table, as a spreadsheet reads them. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)].map(([, cell]) =>
    cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!,
  );
}

it("[RP3] begins with a byte order mark, so that Excel reads it as UTF-8, and keeps Korean", () => {
  const csv = withWriter("김민지");
  expect(csv.codePointAt(0)).toBe(0xfeff);
  expect(csv).toContain("u1,김민지,1\r\n");
  expect(csv).toContain("action ban,2\r\n");
});

it("[RP3] gives times in the zone that is asked for", () => {
  const csv = reportCsv({ ...REPORT, startedAtMs: Date.UTC(2026, 11, 24, 11, 15) }, "Asia/Seoul");
  expect(csv).toContain("started,2026-12-24 20:15\r\n");
});

it.each([
  ...['=HYPERLINK("https://x.example","x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1"],
  ...["＝1＋1", "\u200b=1", '"=1', "|cmd", "%0A=1"],
])("[RP3] makes no formula of the name %j", (name) => {
  const cells = cellsOf(withWriter(name, name)).filter((cell) =>
    cell.includes(name.trim().slice(-2)),
  );
  expect(cells.length).toBeGreaterThan(0);
  for (const cell of cells) expect(cell).toMatch(/^(['"]|action|[a-z])/);
});

it("[RP3] keeps every name whole, in one cell, and none begins a formula", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const cells = cellsOf(withWriter(name, "u9"));
      const cell = cells[cells.indexOf("u9") + 1]!;
      expect(cell.replace(/^'/, "")).toBe(name.replace(/^'/, ""));
      expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});
