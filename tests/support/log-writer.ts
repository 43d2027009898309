import { openStorage } from "../../server/src/storage/open-storage.ts";

/* A process that appends to a log as fast as it can: node log-writer.ts <url> <stream> <batches> */
const [url = "", streamId = "", batches = "0"] = process.argv.slice(2);
const { log } = await openStorage({ databaseUrl: url }, { nowMs: () => Date.now() });
const author = { userId: `writer-${process.pid}`, nickname: "writer", role: "member" } as const;
for (let batch = 0; batch < Number(batches); batch++)
  await log.append(
    Array.from({ length: 1 + (batch % 7) }, (_, i) => ({
      kind: "message" as const,
      streamId,
      author,
      message: `${process.pid} ${batch} ${i}`,
      clientId: `${batch}-${i}`,
    })),
  );
await log.close();
