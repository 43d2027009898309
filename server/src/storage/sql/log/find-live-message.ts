import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import { seqOfId } from "./entry-id.ts";

/** Finds a message by its id that was neither removed nor cleared; purges are not checked. */
export function findLiveMessage(db: Kysely<Schema>, streamId: string, id: string) {
  return db
    .selectFrom("entries")
    .innerJoin("streams", "streams.id", "entries.stream_id")
    .where("stream_id", "=", streamId)
    .where("seq", "=", seqOfId(id))
    .where("entries.id", "=", id)
    .where("kind", "=", "message")
    .whereRef("seq", ">", "streams.cleared_seq");
}
