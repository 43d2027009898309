import {
  accept,
  channelOf,
  refuse,
  type ActionScope,
  type FilterFinding,
  type FilterRule,
  type FilterSet,
  type Result,
  type ScopedRead,
  type TryFilter,
} from "#protocol";
import { channelKey, isChannelKey } from "../../ports/channel-key.ts";
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
  { streamId, scope }: ScopedRead,
): Promise<Result<FilterSet>> {
  const staff = await staffOf(ports, connection, streamId, scope);
  if (!staff.ok) return staff;
  const { caller, isGone, key } = staff.value;
  return ports.reads.read("staff-read", caller, () => filtersOf(ports, key), isGone);
}

/** Reports which rule would act on a text, of the current rules or of proposed ones. (SPEC FI13) */
export async function tryFilter(
  ports: FilterRequestPorts,
  connection: Connection,
  { streamId, text, rules, scope }: TryFilter,
): Promise<Result<{ finding?: FilterFinding }>> {
  const staff = await staffOf(ports, connection, streamId, scope);
  if (!staff.ok) return staff;
  const { caller, key } = staff.value;
  const retryAfterMs = ports.limits.take("try-filter", caller, ports.clock.nowMs());
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  return tryFilters(ports, key, rules, text, scope);
}

/**
 * Which rule would act on a text: of those given, of those of one scope where that is said, or
 * of the channel's and then the stream's, as for what is sent. (SPEC FI13, CH8)
 */
export async function tryFilters(
  ports: FiltersOfPorts & { readonly filters: StreamFilters },
  key: string,
  rules: FilterRule[] | undefined,
  text: string,
  scope?: ActionScope,
): Promise<Result<{ finding?: FilterFinding }>> {
  if (!rules && scope === undefined && !isChannelKey(key)) {
    const ofChannel = await filtersOf(ports, channelKey(channelOf(key)));
    const tried = await ports.filters.tryOut(ofChannel.rules, text);
    if (!tried.ok) return tried;
    if (tried.value.finding)
      return accept({ finding: { ...tried.value.finding, scope: "channel" as const } });
  }
  return ports.filters.tryOut(rules ?? (await filtersOf(ports, key)).rules, text);
}

/** The filters of a stream, or of a channel by its key, whether it is open here or not. */
export async function filtersOf(ports: FiltersOfPorts, key: string): Promise<FilterSet> {
  const { filters } =
    ports.policies.get(key)?.stream ??
    (await ports.moderation.readPolicy(key, Number.MAX_SAFE_INTEGER));
  return filters === undefined ? { rules: [] } : (JSON.parse(filters) as FilterSet);
}
