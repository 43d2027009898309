import type { Person } from "#protocol";
import type { ReservedNames } from "../participants/reserved-names.ts";

export interface ProtectNamePorts {
  readonly reservedNames: ReservedNames;
}

/** Reserves the name of whoever was made staff of a stream. (SPEC ID7) */
export async function protectName(
  { reservedNames }: ProtectNamePorts,
  streamId: string,
  { userId, nickname }: Person,
): Promise<void> {
  // What was done is done, whether the name can be kept or not.
  await reservedNames.reserve(streamId, userId, nickname, true).catch(() => undefined);
}
