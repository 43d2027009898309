import { accept, type ChatMessage, type Result } from "#protocol";
import type { ReadGate } from "../limits/read-gate.ts";
import type { MessageLog } from "../ports/message-log.ts";
import { toChatMessage } from "../streams/log-window.ts";
import type { Asker } from "../moderation/staff-pages.ts";

const PAGE = 500;

export interface ExportMessagesPorts {
  readonly log: Pick<MessageLog, "readEntries">;
  readonly reads: ReadGate;
}

/** Yields every message of a stream, oldest first, reading pages on demand. (SPEC AD2) */
export async function* exportMessages(
  { log, reads }: ExportMessagesPorts,
  { caller, isGone }: Asker,
  streamId: string,
): AsyncGenerator<Result<ChatMessage[]>> {
  for (let after = 0; ;) {
    const from = after;
    // Each page waits for its turn, like every staff read.
    const page = await reads.again(
      "staff-read",
      caller,
      () => log.readEntries(streamId, from, PAGE),
      isGone,
    );
    if (!page.ok) {
      yield page;
      return;
    }
    yield accept(
      page.value.flatMap((entry) =>
        entry.kind === "message" ? [toChatMessage(streamId, entry)] : [],
      ),
    );
    if (page.value.length < PAGE) return;
    after = page.value.at(-1)!.seq;
  }
}
