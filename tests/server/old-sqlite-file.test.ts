import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, it } from "vitest";
import type { ChatMessage } from "#protocol";
import { connect } from "../support/connect.ts";
import { expectChannelServed } from "../support/old-databases/expect-channel-served.ts";
import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join, next } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

it("[LOG1][CH4] a SQLite database of the first version is taken over, with its log, its staff and its sanctions, and has channels", async () => {
  const path = joinPath(temporaryFolder(), "chat.db");
  const old = new SqliteDatabase(path);
  old.exec(
    readFileSync(new URL("../support/old-databases/first.sqlite.sql", import.meta.url), "utf8"),
  );
  old.close();
  const { url } = await startServer({ ...SIGN_IN, databaseUrl: `sqlite:${path}` });

  const reader = connect(url);
  const history = next(reader, "message-history") as Promise<readonly ChatMessage[]>;
  await join(reader, "s1");
  expect((await history).map(({ message }) => message)).toEqual(["안녕하세요", "조용해졌네요"]);

  const helper = connect(url, { auth: { token: await tokenOf("u-helper") } });
  expect((await join(helper, "s1")).me).toMatchObject({ role: "moderator" });
  const banned = await ask(helper, "load-sanctions", { streamId: "s1" });
  expect(banned).toMatchObject({ ok: true, sanctions: [{ userId: "guest:troll", kind: "ban" }] });
  const answer = await ask(helper, "send-message", { streamId: "s1", message: "이어서" });
  expect(answer).toMatchObject({ ok: true, message: { seq: 7 } });
  await expectChannelServed(url);
});
