import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { expect, it, onTestFinished } from "vitest";
import { connect } from "../support/connect.ts";
import {
  EARLIER_VISITS,
  EarlierWidget,
  rowsOf,
  withoutIds,
  type EarlierVisit,
} from "../support/earlier-widget.ts";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join } from "../support/stock-client.ts";
import { Browser, textsOf, until, untilLive, untilTexts } from "../widget/support/real-client.ts";

const [FIRST, SECOND] = EARLIER_VISITS;

it("[CN8][EN4] a widget of 23 November gets all that its server sent, in the same form", async () => {
  const { url } = await startServer({ adminToken: ADMIN_TOKEN, historyLimit: 3 });
  const act = (action: object) => apiOf(url).post("/streams/s1/actions", action);
  const tom = connect(url);
  await join(tom, "s1", "Tom");
  const tell = async (message: string, more: object = {}): Promise<{ id: string; seq: number }> => {
    const clientId = message.replaceAll(" ", "-").padEnd(20, "-");
    const answer = await ask(tom, "send-message", { streamId: "s1", message, clientId, ...more });
    return (answer as unknown as { message: { id: string; seq: number } }).message;
  };
  for (let i = 1; i <= 5; i++) await tell(`m${i}`);

  const first = await EarlierWidget.open(url, FIRST);
  const { guestCredential, position } = await first.ask<{
    guestCredential: string;
    position: object;
  }>();
  const { message } = await first.ask<{ message: { id: string } }>();
  await first.hear();
  const { id, seq } = await tell("second", { replyTo: message.id });
  await first.hear();
  await first.ask();
  first.close();
  expectAtLeast(first, FIRST);

  await tell("while away");
  await act({ kind: "remove", messageId: id });
  await act({ kind: "set-mode", mode: { slowSeconds: 1 } });
  const second = await EarlierWidget.open(url, SECOND, { guestCredential });
  await second.ask({ after: { ...position, seq, id } });
  const { message: last } = await second.ask<{ message: { id: string } }>();
  await second.hear();
  await act({ kind: "pin-text", text: "pinned" });
  await second.hear();
  await act({ kind: "remove", messageId: last.id });
  await second.hear();
  await second.ask();
  expectAtLeast(second, SECOND);
});

/** Answers and entries may have more fields than the server of that day gave them. */
function expectAtLeast(widget: EarlierWidget, { requests, pushed }: EarlierVisit): void {
  const then = {
    answers: requests.map(({ answer }) => answer),
    rows: rowsOf(pushed.map(([, batch]) => batch)),
  };
  const now = { answers: widget.answers, rows: rowsOf(widget.batches) };
  expect(withoutIds(now)).toMatchObject(withoutIds(then) as object);
}

it("[CN8][JR10] a widget of today shows the chat of a server of 23 November", async () => {
  const browser = new Browser();
  const chat = browser.visit({
    serverUrl: await serveEarlier(EARLIER_VISITS),
    streamId: "s1",
    nickname: "민지",
  });
  await untilTexts(chat, "m3", "m4", "m5");
  chat.sendMessage("first");
  await untilTexts(chat, "m3", "m4", "m5", "first", "second");
  expect(chat.getSnapshot().rows.at(-1)).toMatchObject({ nickname: "Tom", replyTo: { seq: 6 } });
  await chat.loadOlder();
  await untilTexts(chat, "m1", "m2", "m3", "m4", "m5", "first", "second");

  browser.cut();
  chat.reconnectNow();
  await until(chat, (snapshot) => textsOf(snapshot).includes("while away"));
  await untilLive(chat);
  expect(chat.getSnapshot().mode).toEqual({ slowSeconds: 1 });
  chat.sendMessage("back again");
  const { pinned, rows } = await until(chat, (snapshot) => snapshot.pinned !== undefined);
  expect(pinned).toEqual({ text: "pinned" });
  const kinds = rows.slice(-4).map(({ kind }) => kind);
  expect(kinds).toEqual(["message", "removed", "message", "removed"]);
});

/** A server that answers each visit's requests as then, whatever else the widget asks. */
async function serveEarlier(visits: readonly EarlierVisit[]): Promise<string> {
  const http = createServer();
  const io = new Server(http);
  const waiting = [...visits];
  io.on("connection", (socket) => {
    const { requests, pushed } = waiting.shift()!;
    socket.onAny((event: string, payload: { clientId?: string }, ack: (answer: object) => void) => {
      const { answer } = requests.find((request) => request.event === event)!;
      const { clientId } = payload;
      const { message } = answer as { message?: object };
      ack(message ? { ...answer, message: { ...message, clientId } } : answer);
      if (event === "send-message") for (const [name, batch] of pushed) socket.emit(name, batch);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => io.close());
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}
