import { isOwner, mayActOn } from "../../../../chat/participants/roles.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ActionContext } from "./action-context.ts";
import { liftSanction } from "./sanction-actions.ts";
import { appointedRole, findPerson } from "./find-person.ts";

/** Makes somebody a moderator of this stream, or takes that back. (SPEC MO1, MO3) */
export async function appoint(
  context: ActionContext<ActionOf<"appoint">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { append, action } = context;
  const { userId, role } = action;
  const person = await findPerson(context, userId);
  if (!isOwner(append.actor) || !mayActOn(append.actor, userId, person.role)) return "forbidden";
  // A guest is whoever has their credential: that is no one to look after a stream.
  if (userId.startsWith("guest:") || append.target?.role === "guest") return "forbidden";
  const before = (await appointedRole(context, userId)) ?? "member";
  await applyRole(context, userId, role);
  return { person, detail: { role }, slot: `role ${userId}`, undo: { role: { before } } };
}

export async function applyRole(
  { trx, stream }: Pick<ActionContext, "trx" | "stream">,
  userId: string,
  role: "moderator" | "member",
): Promise<void> {
  await trx
    .insertInto("stream_staff")
    .values({ stream_id: stream.id, user_id: userId, role })
    .onConflict((conflict) => conflict.columns(["stream_id", "user_id"]).doUpdateSet({ role }))
    .execute();
  stream.bumpPolicyVersion();
  // Whoever is to look after the stream is to write in it.
  if (role === "moderator" && (await liftSanction({ trx, stream }, userId)))
    await trx
      .updateTable("actions")
      .set({ slot: null })
      .where("stream_id", "=", stream.id)
      .where("slot", "=", `sanction ${userId}`)
      .execute();
}

/** Lets a person post a link; the nodes remember it, and nothing is kept but the record. (SPEC FI14) */
export async function permitLink(
  context: ActionContext<ActionOf<"permit-link">>,
): Promise<ActionOutcome> {
  return { person: await findPerson(context, context.action.userId) };
}

/** Writes a line on a person's card. (SPEC MO10) */
export async function note(context: ActionContext<ActionOf<"note">>): Promise<ActionOutcome> {
  const { userId, text } = context.action;
  const person = await findPerson(context, userId);
  return { person, detail: { text }, undo: { note: true } };
}
