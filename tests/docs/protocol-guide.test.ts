import { expect, it, vi } from "vitest";
import { eventually } from "../support/eventually.ts";
import { chatError, LIMITS, type ErrorCode } from "#protocol";
import { readProjectFile } from "../architecture/source-files.ts";
import { codeIn } from "../support/doc-code.ts";
import { runModule } from "../support/run-module.ts";
import { joinAs, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join, send } from "../support/stock-client.ts";
import { TcpProxy } from "../support/tcp-proxy.ts";
import { takeSmallChat } from "./small-chat.ts";

/* The code of docs/protocol.md, taken out of the page and run as it stands. */

const texts = ({ messages }: { messages: { message: string }[] }) =>
  messages.map(({ message }) => message);

it("the least that works joins, writes and hears itself", async () => {
  const { url } = await startServer({ guests: true });
  const said = vi.spyOn(console, "log").mockReturnValue();
  const code = codeIn("docs/protocol.md", "js", '"message-history"');
  const { socket } = await runModule<{ socket: { disconnect(): void } }>(
    `${code.replace("http://localhost:3001", url)}\nexport { socket };`,
  );
  await eventually("its own message", () =>
    said.mock.calls.some(([line]) => line === "민지: 안녕하세요"),
  );
  socket.disconnect();
  expect(said.mock.calls[0]).toEqual([[]]);
});

it("[JR4, SM1] people talk with the small client, and it shows the earlier messages", async () => {
  const { url } = await startServer({ guests: true });
  const smallChat = await takeSmallChat();
  const one = smallChat(url, "s1", "민지");
  const sent = await one.send("먼저");
  const other = smallChat(url, "s1", "수아");
  await other.send("나중");
  await eventually("both, at both", () => one.messages.length + other.messages.length === 4);
  expect(texts(one)).toEqual(["먼저", "나중"]);
  expect(texts(other)).toEqual(["먼저", "나중"]);
  expect(other.messages[0]).toMatchObject({ id: sent.id, nickname: "민지", role: "guest" });
  expect(one.messages[1]).toMatchObject({
    ...other.messages[1],
    userId: other.me!.userId,
    timestamp: other.messages[1]!.timestamp,
  });
});

it("[LOG4] messages from while its connection was cut arrive when it is back, once and in order", async () => {
  const { url } = await startServer({ guests: true });
  const network = await TcpProxy.start(url);
  const smallChat = await takeSmallChat();
  const reader = smallChat(network.url, "s1", "민지", { reconnectionDelay: 10 });
  const writer = connect(url);
  await join(writer, "s1", "수아");
  const written: string[] = [];
  const write = async (count: number) => {
    for (let n = 0; n < count; n++) {
      written.push(`${written.length + 1}`);
      await send(writer, "s1", written.at(-1)!);
    }
  };
  for (let cut = 0; cut < 10; cut++) {
    await eventually("the connection", () => reader.isLive);
    await write(3);
    network.cutAll();
    await write(2);
  }
  await eventually("all of it", () => texts(reader).length >= written.length);
  expect(texts(reader)).toEqual(written);
});

it("[LOG3, CN3] a message whose answer is lost is sent again, and stored once", async () => {
  const { url } = await startServer({ guests: true });
  const network = await TcpProxy.start(url);
  const smallChat = await takeSmallChat();
  const chat = smallChat(network.url, "s1", "민지");
  await chat.send("하나");
  const { userId } = chat.me!;
  const witness = smallChat(url, "s1", "수아");
  await eventually("the witness", () => witness.isLive);
  network.swallowAnswers(true);
  const sending = chat.send("둘");
  await eventually("it to be in the log", () => texts(witness).includes("둘"));
  network.cutAll();
  network.swallowAnswers(false);
  expect(await sending).toMatchObject({ message: "둘", userId, seq: 2 });
  await chat.send("셋");
  await eventually("the third", () => texts(witness).includes("셋"));
  expect(texts(witness)).toEqual(["하나", "둘", "셋"]);
});

it("[SM3, JR1, JR3] a refusal that is not retryable rejects, with its code", async () => {
  const { url } = await startServer({ guests: true });
  const smallChat = await takeSmallChat();
  const chat = smallChat(url, "s1", "민지");
  await expect(chat.send("가".repeat(LIMITS.messageGraphemes + 1))).rejects.toMatchObject({
    code: "message-too-long",
  });
  await expect(smallChat(url, "s1", "가".repeat(33)).send("?")).rejects.toMatchObject({
    code: "invalid-nickname",
  });
  await expect(smallChat(url, "not a stream", "민지").send("?")).rejects.toMatchObject({
    code: "invalid-stream-id",
  });
});

it("[EN3, EN6, EN8, EN9] what staff remove is gone from it, also while it was away, and comes back", async () => {
  const { url } = await startServer(SIGN_IN);
  const smallChat = await takeSmallChat();
  const owner = await joinAs(url, "owner", "owner");
  const [reader, writer] = [smallChat(url, "s1", "민지"), smallChat(url, "s1", "수아")];
  const [first, second, third] = [
    await writer.send("하나"),
    await reader.send("둘"),
    await writer.send("셋"),
  ];
  await eventually("three", () => reader.messages.length === 3);
  await owner.does({ kind: "remove", messageId: second.id });
  await eventually("two", () => reader.messages.length === 2);
  expect(texts(reader)).toEqual([first.message, third.message]);

  reader.socket.disconnect();
  const clearing = await owner.does({ kind: "clear" });
  reader.socket.connect();
  await eventually("none", () => reader.isLive && reader.messages.length === 0);
  if (!clearing.ok) throw new Error(clearing.error.code);
  await owner.does({ kind: "undo", actionId: clearing.record.id });
  await eventually("two again", () => reader.messages.length === 2);
  expect(texts(reader)).toEqual([first.message, third.message]);

  await owner.does({ kind: "purge", userId: writer.me!.userId });
  await eventually("none of that person's", () => reader.messages.length === 0);
});

it("[ER1] every code in the table of refusals is one of the protocol's", () => {
  const table = /^\| code .*?\n\n/ms.exec(readProjectFile("docs/protocol.md"))![0];
  const codes = [...table.matchAll(/^\| ([^|]+) \|/gm)]
    .flatMap(([, cell]) => [...cell!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code!))
    .filter((code) => !["origin-not-allowed", "connect_error"].includes(code));
  expect(codes.length).toBeGreaterThan(10);
  const unknown = codes.filter((code) => chatError(code as ErrorCode).message === undefined);
  expect(unknown).toEqual([]);
});
