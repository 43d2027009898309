import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runCommand } from "./run-command.ts";
import { describeFailure, reconcile, type TestReport } from "./test-report.ts";

/** A command that is a check, or a suite of tests. */
export interface Job {
  name: string;
  command: readonly [string, ...string[]];
  env?: Readonly<Record<string, string>>;
  /** How a suite reports its counts. A job without this is one check: it passes or fails. */
  report?: SuiteReport;
}

interface SuiteReport {
  /** How this runner is told to write a JSON report to `path`. */
  writeTo: (path: string) => {
    args?: readonly string[];
    env?: Readonly<Record<string, string>>;
  };
  read: (report: unknown) => TestReport;
}

/** Interval of progress messages of a long run. */
const HEARTBEAT_MS = 60_000;

/**
 * Runs jobs, `width` at a time, in their order, also after one has failed.
 *
 * The output of each is printed in one piece when it ends, so that those of two do not mix.
 */
export async function runJobs(jobs: readonly Job[], width: number): Promise<TestReport[]> {
  const waiting = [...jobs];
  const running = new Map<string, number>();
  const reports: TestReport[] = [];
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      console.log(`▸ ${job.name} …`);
      const start = performance.now();
      running.set(job.name, start);
      const { report, output } = await runJob(job);
      running.delete(job.name);
      reports.push(report);
      const { passed, failed } = report;
      console.log(`\n${"─".repeat(80)}\n${output.trimEnd()}`);
      console.log(
        `${failed > 0 ? "✗" : "✓"} ${job.name}: ${passed} passed, ${failed} failed, ${seconds(start)}\n`,
      );
    }
  };
  const heartbeat = setInterval(() => {
    const names = [...running].map(([name, start]) => `${name} (${seconds(start)})`);
    console.log(`… ${names.join(", ")}; ${waiting.length} to come`);
  }, HEARTBEAT_MS);
  await Promise.all(Array.from({ length: width }, work));
  clearInterval(heartbeat);
  return reports;
}

/** Runs one job. A suite that leaves no report has failed once. */
async function runJob({ name, command, env, report }: Job) {
  const folder = mkdtempSync(join(tmpdir(), "live-chat-report-"));
  const path = join(folder, "report.json");
  let output = "";
  const onOutput = (text: string): void => void (output += text);
  try {
    const [program, ...args] = command;
    const more = report?.writeTo(path);
    const code = await runCommand(program, [...args, ...(more?.args ?? [])], {
      env: { ...env, ...more?.env },
      onOutput,
    });
    const counts = report
      ? reconcile(report.read(JSON.parse(readFileSync(path, "utf8"))), code)
      : checkReport(code);
    return { report: named(counts, name, output), output };
  } catch (error) {
    output += `\n${name} left no report: ${String(error)}`;
    return { report: named(checkReport(1), name, output), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkReport(code: number): TestReport {
  const failed = code === 0 ? 0 : 1;
  return { passed: 1 - failed, failed, skipped: 0, failures: [] };
}

/** A failure outside of a test gets the job's name and the end of its output. */
function named(report: TestReport, name: string, output: string): TestReport {
  if (report.failed === 0 || report.failures.length > 0) return report;
  const end = output.trimEnd().split("\n").slice(-10).join("\n");
  return { ...report, failures: [describeFailure(name, end)] };
}

function seconds(start: number): string {
  return `${Math.round((performance.now() - start) / 1_000)} s`;
}
