import type { Transaction } from "kysely";
import type { Append, AppendResult } from "../../../chat/ports/append.ts";
import { applyToChannel } from "../moderation/actions/apply-to-channel.ts";
import { erasePerson } from "./erase-person.ts";
import type { LockedChannel } from "./locked-channel.ts";
import type { Schema } from "../schema.ts";

/** Rows that one step of an erasure looks at. */
const STEP = 500;

/** Does what is asked of a channel from outside of its streams, in its order. (SPEC CH7) */
export async function appendToChannel(
  trx: Transaction<Schema>,
  channel: LockedChannel,
  batch: readonly Append[],
): Promise<AppendResult[]> {
  const results: AppendResult[] = [];
  for (const append of batch) results.push(await appendOne(trx, channel, append));
  return results;
}

async function appendOne(
  trx: Transaction<Schema>,
  channel: LockedChannel,
  append: Append,
): Promise<AppendResult> {
  if (append.kind === "action") return applyToChannel(trx, channel, undefined, append);
  // Nothing is written in a channel; what staff noted of a person goes with their messages. (SPEC AD3)
  if (append.kind === "purge")
    while (await erasePerson(trx, channel.id, append.userId, STEP)) continue;
  return append.kind === "removal"
    ? { outcome: "refused", code: "not-found" }
    : { outcome: "repeated", epoch: "" };
}
