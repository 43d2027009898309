import type { AppendMessage } from "../../server/src/chat/ports/append.ts";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";

/* A process that appends to a log as fast as it can: node log-writer.ts <url> <stream> <batches> */
const [url = "", streamId = "", batches = "0"] = process.argv.slice(2);
const { log } = await openStorage({ databaseUrl: url }, { nowMs: () => Date.now() });
const author = { userId: `writer-${process.pid}`, nickname: "writer", role: "member" } as const;
for (let batch = 0; batch < Number(batches); batch++)
  await appendAsSender(
    Array.from({ length: 1 + (batch % 7) }, (_, i) => ({
      kind: "message" as const,
      streamId,
      author,
      message: `${process.pid} ${batch} ${i}`,
      clientId: `${batch}-${i}`,
    })),
  );
await log.close();

/** Repeats under the same ids what a busy store has refused, as a client does. (SPEC LOG3) */
async function appendAsSender(batch: readonly AppendMessage[]): Promise<void> {
  for (;;)
    try {
      await log.append(batch);
      return;
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== "store-busy") throw error;
    }
}
