import { join } from "node:path";
import { CommitQueue } from "../../server/src/chat/commit/commit-queue.ts";
import { openSqliteInWorker } from "../../server/src/storage/engines/sqlite/open-sqlite-in-worker.ts";
import { openSqlite } from "../../server/src/storage/engines/sqlite/open-sqlite.ts";
import { percentile } from "./statistics.ts";

/* Loads a SQLite log and watches the event loop: node thread-load.ts <folder> <main|worker> */
const [folder = "", where = "main"] = process.argv.slice(2);
const SENDERS = 200;
const DURATION_MS = 4_000;

const open = where === "main" ? openSqlite : openSqliteInWorker;
const { log } = await open(join(folder, "chat.db"));
const queue = new CommitQueue(log, {
  timeoutMs: 60_000,
  onCommitted: () => undefined,
  onFailed: () => undefined,
});

// What everything else feels: how late a timer is that wants its turn every 5 ms.
const latenesses: number[] = [];
let due = performance.now() + 5;
const watch = setInterval(() => {
  latenesses.push(Math.max(0, performance.now() - due));
  due = performance.now() + 5;
}, 5);

const acks: number[] = [];
const end = performance.now() + DURATION_MS;
await Promise.all(
  Array.from({ length: SENDERS }, async (_, i) => {
    const author = { userId: `u${i}`, nickname: "민지", role: "guest" } as const;
    for (let n = 0; performance.now() < end; n++) {
      const start = performance.now();
      const text = `이 색상 재고 있나요? ${n}`;
      await queue.append({
        kind: "message",
        streamId: "s1",
        author,
        message: text,
        clientId: `c${n}`,
      });
      acks.push(performance.now() - start);
    }
  }),
);
clearInterval(watch);
// A timer that never had its turn was late all the time.
latenesses.push(Math.max(0, performance.now() - due));
await log.close();
process.stdout.write(
  JSON.stringify({
    perSecond: (acks.length / DURATION_MS) * 1_000,
    ackP99Ms: percentile(acks, 0.99),
    lateP50Ms: percentile(latenesses, 0.5),
    lateP99Ms: percentile(latenesses, 0.99),
  }),
);
