import { expect, inject, it } from "vitest";
import { connect } from "../support/connect.ts";
import { expectChannelServed } from "../support/old-databases/expect-channel-served.ts";
import { fillWithOldTables, pgClient } from "../support/pg-client.ts";
import { createDatabase } from "../support/postgres.ts";
import { SIGN_IN } from "../support/tokens.ts";
import { startServer } from "../support/start-server.ts";
import { join } from "../support/stock-client.ts";

it("[LOG1][CH4] a Postgres database of the first version is taken over with its log, and has channels", async () => {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const client = await pgClient(databaseUrl);
  await fillWithOldTables(client);
  const { rows } = await client.query<{ id: string }>("select id from streams order by id limit 1");
  const streamId = rows[0]!.id;
  const { url } = await startServer({ ...SIGN_IN, databaseUrl });
  const joined = await join(connect(url), streamId);
  expect(joined.position.seq).toBeGreaterThan(0);
  await expectChannelServed(url, streamId);
});
