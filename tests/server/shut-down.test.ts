import { expect, it, vi } from "vitest";
import { SqlMessageLog } from "../../server/src/storage/sql/log/sql-message-log.ts";
import { shutDown } from "../../server/src/transport/shut-down.ts";
import { connect } from "../support/connect.ts";
import { startServer } from "../support/start-server.ts";
import { join, next, send } from "../support/stock-client.ts";

it("[CN7] a server ends in its order, though a commit or a client's request does not", async () => {
  const never = new Promise<void>(() => undefined);
  const end = async (drained: Promise<void>, isFreeOfRequests: boolean): Promise<string[]> => {
    const did: string[] = [];
    const does = (what: string) => () => void did.push(what);
    const io = {
      ...{ emit: does("clients told"), engine: { close: does("connections closed") } },
      close: async () => does("ended")(),
    };
    const http = {
      close: (done: () => void) => {
        did.push("nobody new");
        if (isFreeOfRequests) done();
      },
      closeIdleConnections: () => undefined,
    };
    await shutDown(
      ...([
        io,
        http,
        { resetAll: does("rest cut") },
        { drained: () => drained },
      ] as never as Parameters<typeof shutDown>),
    );
    return did;
  };
  const order = ["nobody new", "clients told", "connections closed", "rest cut", "ended"];
  expect(await Promise.all([end(never, true), end(Promise.resolve(), false)])).toEqual([
    ...[order, order],
  ]);
});

it("[CN7][LOG7] a message whose commit is under way when the server closes is answered before the connection ends", async () => {
  const server = await startServer();
  const client = connect(server.url, { transports: ["websocket"], reconnection: false });
  await join(client, "s1", "민지");
  const happened: string[] = [];
  const ended = new Promise<void>((resolve) =>
    client.once("disconnect", () => {
      happened.push("disconnected");
      resolve();
    }),
  );
  let release: () => void = () => undefined;
  const begun = new Promise<void>((onBegun) => {
    const { append } = SqlMessageLog.prototype;
    vi.spyOn(SqlMessageLog.prototype, "append").mockImplementationOnce(async function (
      this: SqlMessageLog,
      batch,
    ) {
      await new Promise<void>((resolve) => {
        release = resolve;
        onBegun();
      });
      return append.call(this, batch);
    });
  });
  void send(client, "s1", "last words").then(
    ({ message }) => happened.push(`answered: ${message}`),
    () => happened.push("not answered"),
  );
  await begun;
  const told = next(client, "come-back");
  const closed = server.close();
  await told;
  release();
  await closed;
  await ended;
  expect(happened).toEqual(["answered: last words", "disconnected"]);
});
