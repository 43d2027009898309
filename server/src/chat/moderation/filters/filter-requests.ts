import { refuse, type FilterFinding, type FilterSet, type Result, type TryFilter } from "#protocol";
import type { ActionLimits } from "../../limits/action-limits.ts";
import type { ReadGate } from "../../limits/read-gate.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ModerationStore } from "../../ports/moderation-store.ts";
import type { PermissionPorts } from "../effective-participant.ts";
import type { Policies } from "../policies.ts";
import type { StreamFilters } from "./stream-filters.ts";
import type { Connection } from "../../participants/connection.ts";
import { staffOf } from "../staff-requests.ts";

export interface FiltersOfPorts {
  readonly policies: Policies;
  readonly moderation: Pick<ModerationStore, "readPolicy">;
}

export interface FilterRequestPorts extends PermissionPorts, FiltersOfPorts {
  readonly policies: Policies;
  readonly reads: ReadGate;
  readonly limits: ActionLimits;
  readonly filters: StreamFilters;
  readonly clock: Clock;
}

/** Reads a stream's filters. (SPEC FI13) */
export async function loadFilters(
  ports: FilterRequestPorts,
  connection: Connection,
  { streamId }: { streamId: string },
): Promise<Result<FilterSet>> {
  const staff = await staffOf(ports, connection, streamId);
  if (!staff.ok) return staff;
  const { caller, isGone } = staff.value;
  return ports.reads.read("staff-read", caller, () => filtersOf(ports, streamId), isGone);
}

/** Reports which rule would act on a text, of the current rules or of proposed ones. (SPEC FI13) */
export async function tryFilter(
  ports: FilterRequestPorts,
  connection: Connection,
  { streamId, text, rules }: TryFilter,
): Promise<Result<{ finding?: FilterFinding }>> {
  const staff = await staffOf(ports, connection, streamId);
  if (!staff.ok) return staff;
  const { caller } = staff.value;
  const retryAfterMs = ports.limits.take("try-filter", caller, ports.clock.nowMs());
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  return ports.filters.tryOut(rules ?? (await filtersOf(ports, streamId)).rules, text);
}

/** The filters of a stream, whether or not its room is open on this node. */
export async function filtersOf(ports: FiltersOfPorts, streamId: string): Promise<FilterSet> {
  const policy =
    ports.policies.get(streamId) ??
    (await ports.moderation.readPolicy(streamId, Number.MAX_SAFE_INTEGER));
  return policy.filters === undefined ? { rules: [] } : (JSON.parse(policy.filters) as FilterSet);
}
