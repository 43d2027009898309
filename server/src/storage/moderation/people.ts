import { isOwner, mayActOn } from "../../chat/moderation/authority.ts";
import type { ActionOf, Deed, Refused, Work } from "./deed.ts";
import { liftSanction } from "./sanctions.ts";
import { appointedRole, findPerson } from "./find-person.ts";

/** Makes somebody a moderator of this stream, or takes that back. (SPEC MO1, MO3) */
export async function appoint(work: Work<ActionOf<"appoint">>): Promise<Deed | Refused> {
  const { append, action } = work;
  const { userId, role } = action;
  const person = await findPerson(work, userId);
  if (!isOwner(append.actor) || !mayActOn(append.actor, userId, person.role)) return "forbidden";
  // A guest is whoever has their credential: that is no one to look after a stream.
  if (userId.startsWith("guest:") || append.target?.role === "guest") return "forbidden";
  const before = (await appointedRole(work, userId)) ?? "member";
  await putRole(work, userId, role);
  return { person, detail: { role }, slot: `role ${userId}`, undo: { role: { before } } };
}

export async function putRole(
  { trx, stream }: Pick<Work, "trx" | "stream">,
  userId: string,
  role: "moderator" | "member",
): Promise<void> {
  await trx
    .insertInto("stream_staff")
    .values({ stream_id: stream.id, user_id: userId, role })
    .onConflict((conflict) => conflict.columns(["stream_id", "user_id"]).doUpdateSet({ role }))
    .execute();
  stream.raisePolicy();
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
export async function permitLink(work: Work<ActionOf<"permit-link">>): Promise<Deed> {
  return { person: await findPerson(work, work.action.userId) };
}

/** Writes a line on a person's card. (SPEC MO10) */
export async function note(work: Work<ActionOf<"note">>): Promise<Deed> {
  const { userId, text } = work.action;
  const person = await findPerson(work, userId);
  return { person, detail: { text }, undo: { note: true } };
}
