import { isOwner, mayActOn } from "../../../../chat/participants/roles.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ScopeContext } from "./action-context.ts";
import { liftSanction } from "./sanction-actions.ts";
import { appointedRole, findPerson } from "./find-person.ts";

/** Makes somebody a moderator of this stream or channel, or takes that back. (SPEC MO1, MO3) */
export async function appoint(
  context: ScopeContext<ActionOf<"appoint">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { append, action } = context;
  const { userId, role } = action;
  const person = await findPerson(context, userId);
  if (!isOwner(append.actor) || !mayActOn(append.actor, userId, person.role)) return "forbidden";
  // A guest is identified only by a browser's credential, which is not enough for staff.
  if (userId.startsWith("guest:") || append.target?.role === "guest") return "forbidden";
  const before = (await appointedRole(context, userId)) ?? "member";
  await applyRole(context, userId, role);
  return { person, detail: { role }, slot: `role ${userId}`, undo: { role: { before } } };
}

export async function applyRole(
  { trx, scope }: Pick<ScopeContext, "trx" | "scope">,
  userId: string,
  role: "moderator" | "member",
): Promise<void> {
  await trx
    .insertInto("stream_staff")
    .values({ stream_id: scope.id, user_id: userId, role })
    .onConflict((conflict) => conflict.columns(["stream_id", "user_id"]).doUpdateSet({ role }))
    .execute();
  scope.bumpPolicyVersion();
  // A moderator must be able to write.
  if (role === "moderator" && (await liftSanction({ trx, scope }, userId)))
    await trx
      .updateTable("actions")
      .set({ slot: null })
      .where("stream_id", "=", scope.id)
      .where("slot", "=", `sanction ${userId}`)
      .execute();
}

/**
 * Permits a person to post a link; nodes keep the permit in memory, and only the record is stored.
 * (SPEC FI14)
 */
export async function permitLink(
  context: ScopeContext<ActionOf<"permit-link">>,
): Promise<ActionOutcome> {
  return { person: await findPerson(context, context.action.userId) };
}

/** Writes a line on a person's card. (SPEC MO10) */
export async function note(context: ScopeContext<ActionOf<"note">>): Promise<ActionOutcome> {
  const { userId, text } = context.action;
  const person = await findPerson(context, userId);
  return { person, detail: { text }, undo: { note: true } };
}
