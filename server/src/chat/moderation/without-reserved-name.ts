import type { Me, Person } from "#protocol";
import { resolveParticipant } from "../participants/resolve-participant.ts";
import type { Identity } from "../ports/identity.ts";
import { usesReservedName, type NamePorts } from "./join-denial.ts";

/**
 * A participant in a room, without the name in their token if it is reserved for somebody else
 * there: they get the name that they claim, or have to choose one. (SPEC ID7)
 *
 * People cannot change the name in their token, so refusing them would lock them out.
 */
export async function withoutReservedName(
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
