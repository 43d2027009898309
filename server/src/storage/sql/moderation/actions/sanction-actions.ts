import { isOwner, mayActOn } from "../../../../chat/participants/roles.ts";
import type {
  ActionOf,
  ActionOutcome,
  ActionRefusal,
  ActionContext,
  ScopeContext,
} from "./action-context.ts";
import { findPerson } from "./find-person.ts";
import { purgeMessages } from "./removal-actions.ts";
import type { SanctionsTable } from "../moderation-tables.ts";

/** Imposes a sanction on a person, replacing an earlier one. (SPEC MO4) */
export async function sanction(
  context: ScopeContext<ActionOf<"timeout" | "ban" | "shadow">>,
  stream?: ActionContext,
): Promise<ActionOutcome | ActionRefusal> {
  const { trx, scope, append, action, actionId } = context;
  const { userId, reason } = action;
  const person = await findPerson(context, userId);
  if (!mayActOn(append.actor, userId, person.role)) return "forbidden";
  const seconds = action.kind === "shadow" ? undefined : action.seconds;
  const untilMs = seconds && scope.nowMs + seconds * 1_000;
  const withAddress = action.kind === "ban" && action.withAddress === true;
  const row: SanctionsTable = {
    stream_id: scope.id,
    user_id: userId,
    kind: action.kind,
    nickname: person.nickname ?? null,
    reason: reason ?? null,
    since: scope.nowMs,
    until: untilMs ?? null,
    address_hash: withAddress
      ? (append.target?.addressHash ?? (await addressOf(context, userId)))
      : null,
    by_owner: isOwner(append.actor) ? 1 : 0,
    action_id: actionId,
    version: scope.bumpPolicyVersion(),
  };
  const { stream_id: _, user_id: __, ...changed } = row;
  await trx
    .insertInto("sanctions")
    .values(row)
    .onConflict((conflict) => conflict.columns(["stream_id", "user_id"]).doUpdateSet(changed))
    .execute();
  const purged =
    stream && action.kind !== "shadow" && action.purge
      ? await purgeMessages(stream, userId)
      : undefined;
  return {
    person,
    reason,
    untilMs,
    slot: `sanction ${userId}`,
    ...(purged && { entries: purged }),
    ...((purged || row.address_hash) && {
      detail: { ...(purged && { purged: true }), ...(row.address_hash && { withAddress: true }) },
    }),
    undo: { sanction: true, ...(purged && { removal: purged[0]!.seq }) },
  };
}

/** Lifts a person's sanction. */
export async function lift(
  context: ScopeContext<ActionOf<"lift">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { append, action } = context;
  const { userId, reason } = action;
  const person = await findPerson(context, userId);
  if (!mayActOn(append.actor, userId, person.role)) return "forbidden";
  if (!(await liftSanction(context, userId))) return "not-found";
  return { person, reason, slot: `sanction ${userId}` };
}

/** Ends a sanction; false if there is none in force. */
export async function liftSanction(
  { trx, scope }: Pick<ScopeContext, "trx" | "scope">,
  userId: string,
): Promise<boolean> {
  const version = scope.policyVersion + 1;
  const lifted = await trx
    .updateTable("sanctions")
    .set({ kind: "none", address_hash: null, version })
    .where("stream_id", "=", scope.id)
    .where("user_id", "=", userId)
    .where("kind", "!=", "none")
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", scope.nowMs)]))
    .returning("user_id")
    .execute();
  if (lifted.length > 0) scope.bumpPolicyVersion();
  return lifted.length > 0;
}

/** A guest's address as it was when they last came as a newcomer, as a keyed hash. */
async function addressOf({ trx }: ScopeContext, userId: string): Promise<string | null> {
  const row = await trx
    .selectFrom("people")
    .select("address_hash")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.address_hash ?? null;
}
