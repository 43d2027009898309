import dns from "node:dns";
import { connect, createServer, type AddressInfo } from "node:net";
import { expect, inject, it, onTestFinished, vi } from "vitest";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { createDatabase } from "../support/postgres.ts";

/** Longer than a query may take in a running server. */
const WAKES_AFTER_MS = 1_700;

it("[LOG7] a server starts on a database that takes longer to wake than a sender waits", async () => {
  const target = new URL(await createDatabase(inject("postgresUrl")));
  let connections = 0;
  const sleeper = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    const end = () => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) socket.on("error", end).on("close", end);
    database.pipe(client);
    // Also the next one is slow, as on a machine that is busy with waking up.
    connections += 1;
    if (connections > 2) client.pipe(database);
    else setTimeout(() => client.pipe(database), WAKES_AFTER_MS);
  });
  await new Promise<void>((resolve) => sleeper.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void sleeper.close());
  const databaseUrl = new URL(target);
  databaseUrl.port = String((sleeper.address() as AddressInfo).port);

  const storage = await openStorage({ databaseUrl: databaseUrl.href }, systemClock);
  onTestFinished(() => storage.log.close());
  await expect(storage.log.ping()).resolves.toBeUndefined();
});

it("[LOG7] a database that refuses at both addresses of its host is reported with the reason", async () => {
  const both = [
    { address: "127.0.0.1", family: 4 },
    { address: "::1", family: 6 },
  ];
  type Done = (error: null, addresses: typeof both) => void;
  const lookup = (_host: string, _options: object, done: Done): void => done(null, both);
  vi.spyOn(dns, "lookup").mockImplementation(lookup as never);
  const opening = openStorage({ databaseUrl: "postgres://localhost:1/chat" }, systemClock);
  await expect(opening).rejects.toThrow("cannot be opened (ECONNREFUSED)");
});
