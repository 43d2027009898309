import type { Person } from "#protocol";
import type { ReservedNames } from "../participants/reserved-names.ts";

export interface ProtectNamePorts {
  readonly reservedNames: ReservedNames;
}

/** Reserves the name of a person who was made staff of a stream. (SPEC ID7) */
export async function protectName(
  { reservedNames }: ProtectNamePorts,
  streamId: string,
  { userId, nickname }: Person,
): Promise<void> {
  // The appointment stands even if the name cannot be reserved.
  await reservedNames.reserve(streamId, userId, nickname, true).catch(() => undefined);
}
