import { accept, type LoadReport, type Result, type ShowPulse, type ShowReport } from "#protocol";
import type { ReadGate, ReadResult } from "../limits/read-gate.ts";
import { staffOf } from "../moderation/staff-requests.ts";
import type { PermissionPorts } from "../moderation/effective-participant.ts";
import type { Asker } from "../moderation/staff-pages.ts";
import type { Connection } from "../participants/connection.ts";
import type { ShowStore } from "../ports/show-store.ts";
import type { ShowPulses } from "./show-pulse.ts";
import { readReport } from "./show-report.ts";

export interface ShowPorts {
  readonly reads: ReadGate;
  readonly shows: ShowStore;
  readonly showPulses: ShowPulses;
}

export interface ShowRequestPorts extends PermissionPorts, ShowPorts {}

/** Reads the last hour of a stream, for its staff. (SPEC ST3) */
export async function loadPulse(
  ports: ShowRequestPorts,
  connection: Connection,
  { streamId }: { streamId: string },
): Promise<Result<{ pulse: ShowPulse }>> {
  const staff = await staffOf(ports, connection, streamId);
  if (!staff.ok) return staff;
  const { caller, isGone } = staff.value;
  const read = await ports.reads.read(
    "staff-read",
    caller,
    () => ports.showPulses.read(streamId),
    isGone,
  );
  return read.ok ? accept({ pulse: read.value }) : read;
}

/** Reads the report of a stream, for its staff. (SPEC RP1) */
export async function loadReport(
  ports: ShowRequestPorts,
  connection: Connection,
  asked: LoadReport,
): Promise<Result<{ report: ShowReport }>> {
  const staff = await staffOf(ports, connection, asked.streamId);
  if (!staff.ok) return staff;
  const read = await reportFor(ports, staff.value, asked);
  return read.ok ? accept({ report: read.value }) : read;
}

/** The report for a caller who is already authorised: one at a time per caller, like searches. */
export function reportFor(
  ports: ShowPorts,
  { caller, isGone }: Asker,
  { streamId, ...period }: LoadReport,
): Promise<ReadResult<ShowReport>> {
  return ports.reads.read(
    "search",
    caller,
    () => readReport(ports, streamId, period, isGone),
    isGone,
  );
}
