import { expect, it } from "vitest";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { openMemory } from "../../server/src/storage/engines/sqlite/open-memory.ts";
import { decorateStorage } from "../../server/src/storage/storage-methods.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { connect } from "../support/connect.ts";
import { startServer } from "../support/start-server.ts";
import { codeOf } from "../support/staff.ts";
import { ask, join, next, send } from "../support/stock-client.ts";

it("[LOG7][SM6] a message whose commit was refused as busy and done all the same is shown, once", async () => {
  let isLate = false;
  const opened = await openMemory(systemClock);
  const storage = decorateStorage(opened, async ({ port, method }, run) => {
    const answer = await run();
    if (port !== "log" || method !== "append" || !isLate) return answer;
    isLate = false;
    throw new StoreError("store-busy");
  });
  const { url } = await startServer({ guests: true }, { storage });
  const [mina, viewer] = [connect(url), connect(url)];
  await join(mina, "s1", "Mina");
  await join(viewer, "s1", "Tom");
  const shown = next(viewer, "new-message");
  isLate = true;
  const asked = { streamId: "s1", message: "late", clientId: "c1" };
  expect(codeOf(await ask(mina, "send-message", asked))).toBe("store-busy");
  const late = await shown;
  expect(late).toMatchObject({ message: "late", seq: 1 });
  expect(await send(mina, "s1", "late", "c1")).toMatchObject({ id: late.id });
  const after = next(viewer, "new-message");
  await send(mina, "s1", "after");
  expect(await after).toMatchObject({ message: "after", seq: 2 });
});
