import { expect, it } from "vitest";
import { joinAs, recordOf } from "../../support/staff.ts";
import type { FilterRule } from "#protocol";
import { startServer } from "../../support/start-server.ts";
import { SIGN_IN } from "../../support/tokens.ts";
import { Browser, until, untilLive } from "../support/real-client.ts";

it("[HE7] a message that staff reject waits no more, and can be taken away", async () => {
  const { url: serverUrl } = await startServer(SIGN_IN);
  const owner = await joinAs(serverUrl, "boss", "owner");
  const action = { kind: "hold" } as const;
  const rule: FilterRule = { id: "r", kind: "words", words: ["coins"], action };
  recordOf(await owner.does({ kind: "set-filters", rules: [rule] }));
  const chat = new Browser().visit({ serverUrl, streamId: "s1", nickname: "Tom" });
  await untilLive(chat);
  chat.sendMessage("cheap coins");
  const { rows } = await until(chat, (now) => now.rows.length === 1);
  expect(rows[0]).toMatchObject({ held: true });
  const { id } = rows[0]!;
  await until(chat, ({ pending }) => pending.length === 0);
  recordOf(await owner.does({ kind: "reject", heldId: id }));
  const after = await until(chat, (now) => "rejected" in now.rows[0]!);
  expect(after.rows[0]).not.toHaveProperty("held");
  await chat.removeMessage(id);
  expect(chat.getSnapshot().rows[0]).toMatchObject({ kind: "removed", id });
});
