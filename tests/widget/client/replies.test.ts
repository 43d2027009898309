import { expect, it } from "vitest";
import type { MessageEntry } from "#protocol";
import { reduceLog } from "../../../widget/src/client/log/log-reducer.ts";
import { EMPTY_LOG, type LogState } from "../../../widget/src/client/log/log-state.ts";
import { startServer } from "../../support/start-server.ts";
import { Browser, until, untilLive, untilTexts } from "../support/real-client.ts";
import { EPOCH } from "../support/server-log.ts";

const streamId = "s1";

function rowsOf(chat: { getSnapshot(): { rows: readonly unknown[] } }): MessageEntry[] {
  return chat.getSnapshot().rows as MessageEntry[];
}

it("[SM9] a reply names what it answers, also while it is on its way", async () => {
  const { url: serverUrl } = await startServer();
  const browser = new Browser();
  const chat = browser.visit({ serverUrl, streamId, nickname: "민지" });
  await untilLive(chat);
  chat.sendMessage("얼마예요?");
  await untilTexts(chat, "얼마예요?");
  const [question] = rowsOf(chat);
  browser.cut();
  chat.sendMessage("9,900원이요", { replyTo: question });
  const replyTo = { id: question!.id, seq: question!.seq };
  expect(chat.getSnapshot().pending).toMatchObject([{ text: "9,900원이요", replyTo }]);
  chat.reconnectNow();
  const { rows } = await untilTexts(chat, "얼마예요?", "9,900원이요");
  expect(rows[1]).toMatchObject({ replyTo });
});

it("[SM9] the message that a reply quotes is fetched if it is not loaded, and goes when it is removed", async () => {
  const { url: serverUrl } = await startServer({ historyLimit: 1 });
  const minji = new Browser().visit({ serverUrl, streamId, nickname: "민지" });
  await untilLive(minji);
  minji.sendMessage("얼마예요?");
  await untilTexts(minji, "얼마예요?");
  const [question] = rowsOf(minji);
  minji.sendMessage("9,900원이요", { replyTo: question });
  await untilTexts(minji, "얼마예요?", "9,900원이요");

  const late = new Browser().visit({ serverUrl, streamId });
  const { rows } = await untilTexts(late, "9,900원이요");
  const { replyTo } = rows[0] as MessageEntry;
  late.loadQuoted(replyTo!);
  late.loadQuoted(replyTo!);
  const { quoted } = await until(late, (snapshot) => snapshot.quoted.size === 1);
  expect(quoted.get(question!.id)).toMatchObject({ nickname: "민지", message: "얼마예요?" });
  await minji.removeMessage(question!.id);
  const gone = await until(late, ({ quoted: now }) => now.get(question!.id)?.kind === "removed");
  expect(JSON.stringify([...gone.quoted])).not.toContain("얼마예요?");
  // Asked for after it was removed, it is no more than a mark.
  const later = new Browser().visit({ serverUrl, streamId });
  await untilLive(later);
  later.loadQuoted(replyTo!);
  const mark = await until(later, (snapshot) => snapshot.quoted.size === 1);
  expect(mark.quoted.get(question!.id)).toMatchObject({ kind: "removed" });
});

const quoted: MessageEntry = {
  kind: "message",
  seq: 2,
  id: "i2",
  userId: "u1",
  nickname: "u1",
  role: "guest",
  message: "secret",
  timestamp: 0,
};

function after(...actions: Parameters<typeof reduceLog>[1][]): LogState {
  return actions.reduce(reduceLog, EMPTY_LOG);
}

it.each([
  ["removal", { kind: "removal", seq: 1, id: "r", timestamp: 0, messageId: "i2", messageSeq: 2 }],
  ["purge", { kind: "purge", seq: 1, id: "p", timestamp: 0, userId: "u1" }],
] as const)("[LOG5] a %s takes the text out of what was quoted before and after", (_, entry) => {
  const late = { ...entry, seq: 1 };
  const quote = { kind: "quoted", row: { ...quoted, seq: 0 } } as const;
  const removal = { kind: "entries", epoch: EPOCH, entries: [late] } as const;
  for (const log of [after(quote, removal), after(removal, quote)])
    expect(log.quoted.get("i2")).toMatchObject({ kind: "removed", id: "i2" });
});
