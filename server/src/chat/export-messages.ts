import type { ChatMessage } from "#protocol";
import { toChatMessage } from "./log-window.ts";
import type { MessageLog } from "./ports.ts";

const PAGE = 500;

/** Every message of a stream, oldest first, page by page, as fast as they are taken. (SPEC AD2) */
export async function* exportMessages(
  log: MessageLog,
  streamId: string,
): AsyncGenerator<ChatMessage[]> {
  for (let after = 0; ;) {
    const entries = await log.readEntries(streamId, after, PAGE);
    yield entries.flatMap((entry) =>
      entry.kind === "message" ? [toChatMessage(streamId, entry)] : [],
    );
    if (entries.length < PAGE) return;
    after = entries.at(-1)!.seq;
  }
}
