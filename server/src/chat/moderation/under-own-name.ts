import type { Me, Person } from "#protocol";
import { resolveParticipant } from "../participants/resolve-participant.ts";
import type { Identity } from "../ports/identity.ts";
import { usesReservedName, type NamePorts } from "./join-denial.ts";

/**
 * Somebody as they are in a room, without the name of their token where that is somebody else's
 * there: then under the one that they claim, or told to choose one. (SPEC ID7)
 *
 * A token's name cannot be changed by its person: to refuse them for it would lock them out.
 */
export async function underOwnName(
  ports: NamePorts,
  identity: Identity,
  streamId: string,
  me: Me,
  claim: Partial<Person> | undefined,
): Promise<Me> {
  if (identity.kind !== "member" || !identity.nickname) return me;
  if (!(await usesReservedName(ports, streamId, me))) return me;
  const { nickname: _, ...nameless } = identity;
  const chosen = resolveParticipant(nameless, streamId, claim);
  if (chosen.nickname && !(await usesReservedName(ports, streamId, chosen))) return chosen;
  return { ...resolveParticipant(nameless, streamId, undefined), reason: "name-taken" };
}
