import { ChatClient } from "live-chat-element/client";
import { expect, it, onTestFinished } from "vitest";
import { eventually } from "../support/eventually.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join, send } from "../support/stock-client.ts";

it("the client without a user interface reports each change, and sends", async () => {
  const { url: serverUrl } = await startServer({ guests: true });
  const writer = connect(serverUrl);
  await join(writer, "stream-123", "수아");
  await send(writer, "stream-123", "먼저");
  let shown: string[] = [];
  const show = (lines: string[]) => (shown = lines);

  const chat = new ChatClient({ serverUrl, streamId: "stream-123", nickname: "민지" });
  chat.subscribe(() => {
    const { rows, pending } = chat.getSnapshot();
    const said = rows.filter((row) => row.kind === "message");
    show([
      ...said.map(({ nickname, message }) => `${nickname}: ${message}`),
      ...pending.map(({ text }) => `${text} …`),
    ]);
  });
  chat.connect();
  chat.sendMessage("안녕하세요");

  onTestFinished(() => chat.disconnect());
  await eventually("both messages", () => shown.length === 2 && !shown[1]!.endsWith("…"));
  expect(shown).toEqual(["수아: 먼저", "민지: 안녕하세요"]);
});
