import { describe, expect, it } from "vitest";
import { createChatServer } from "../../../server/src/create-chat-server.ts";
import { startServer } from "../../support/start-server.ts";
import type { PendingMessage } from "../../../widget/src/client/index.ts";
import { Browser, textsOf, until, untilLive, untilTexts } from "../support/real-client.ts";

const streamId = "s1";

describe.each(["websocket", "polling"] as const)("a client over %s", (transport) => {
  it("[SM6] shows what it and others send, once and in the log's order", async () => {
    const { url: serverUrl } = await startServer();
    const a = new Browser([transport]).visit({ serverUrl, streamId, nickname: "A" });
    const b = new Browser([transport]).visit({ serverUrl, streamId, nickname: "B" });
    await Promise.all([untilLive(a), untilLive(b)]);
    for (const text of ["1", "2", "3"]) a.sendMessage(text);
    await untilTexts(b, "1", "2", "3");
    b.sendMessage("4");
    await untilTexts(a, "1", "2", "3", "4");
  });

  it("[LOG4] catches up on messages that were written while it was cut off", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser([transport]);
    const a = browser.visit({ serverUrl, streamId, nickname: "A" });
    const b = new Browser().visit({ serverUrl, streamId, nickname: "B" });
    await Promise.all([untilLive(a), untilLive(b)]);
    browser.cut();
    for (const text of ["1", "2", "3"]) b.sendMessage(text);
    await untilTexts(b, "1", "2", "3");
    a.reconnectNow();
    const snapshot = await untilTexts(a, "1", "2", "3");
    expect(snapshot.hasBreak).toBe(false);
  });
});

describe("a client", () => {
  it("[LOG3] sends messages that were written offline once it is back, in order and each once", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const a = browser.visit({ serverUrl, streamId, nickname: "A" });
    await untilLive(a);
    a.sendMessage("in flight");
    browser.cut();
    for (const text of ["1", "2"]) a.sendMessage(text);
    expect(a.getSnapshot().pending.map(({ status }) => status)).toEqual(Array(3).fill("sending"));
    a.reconnectNow();
    await untilTexts(a, "in flight", "1", "2");
    const late = new Browser().visit({ serverUrl, streamId });
    await untilTexts(late, "in flight", "1", "2");
  });

  it("[EN7] knows its message by one clientId, from writing it to the log, in every chat of the page", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const [a, b] = [1, 2].map(() => browser.visit({ serverUrl, streamId, nickname: "A" }));
    await Promise.all([untilLive(a!), untilLive(b!)]);
    const shown: (string | undefined)[][] = [];
    a!.subscribe(() => {
      const { rows, pending } = a!.getSnapshot();
      shown.push(
        [...rows, ...pending].map((one) => ("clientId" in one ? one.clientId : undefined)),
      );
    });
    a!.sendMessage("1");
    const [{ clientId }] = a!.getSnapshot().pending as [PendingMessage];
    for (const chat of [a!, b!])
      expect((await untilTexts(chat, "1")).rows).toMatchObject([{ clientId, message: "1" }]);
    expect(a!.getSnapshot().pending).toEqual([]);
    // The entry may come before the ack; from the ack on, the two are one.
    expect(shown.map((ids) => ids.filter((id) => id === clientId).length)).toEqual(
      shown.map(() => 1),
    );
  });

  it("[SM5] is asked for a nickname, may write once it has one, and remembers it", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const first = browser.visit({ serverUrl, streamId });
    const asked = await untilLive(first);
    expect(asked.me).toMatchObject({ maySend: false, reason: "nickname-required" });
    expect(first.setNickname(" ").ok).toBe(false);
    expect(first.setNickname("지우").ok).toBe(true);
    await until(first, ({ me }) => me?.maySend === true);
    first.disconnect();
    const again = await untilLive(browser.visit({ serverUrl, streamId }));
    expect(again.me).toMatchObject({ nickname: "지우", maySend: true });
  });

  it("[CN3] is the same guest after a reload", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const before = browser.visit({ serverUrl, streamId, nickname: "A" });
    const { me } = await untilLive(before);
    before.disconnect();
    const after = await untilLive(browser.visit({ serverUrl, streamId, nickname: "A" }));
    expect(after.me?.userId).toBe(me?.userId);
    const other = await untilLive(new Browser().visit({ serverUrl, streamId, nickname: "A" }));
    expect(other.me?.userId).not.toBe(me?.userId);
  });

  it("[SM2] [SM3] refuses what cannot be a message, without sending it", async () => {
    const { url: serverUrl } = await startServer();
    const a = new Browser().visit({ serverUrl, streamId, nickname: "A" });
    await untilLive(a);
    expect(a.sendMessage(" \u200b ")).toMatchObject({ error: { code: "empty-message" } });
    expect(a.sendMessage("가".repeat(501))).toMatchObject({ error: { code: "message-too-long" } });
    expect(a.getSnapshot().pending).toEqual([]);
  });

  it("[RM1] [LOG5] removes its own message for everyone, also for viewers who were away", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const a = new Browser().visit({ serverUrl, streamId, nickname: "A" });
    const b = browser.visit({ serverUrl, streamId, nickname: "B" });
    await Promise.all([untilLive(a), untilLive(b)]);
    a.sendMessage("oops");
    const { rows } = await untilTexts(b, "oops");
    browser.cut();
    expect(await b.removeMessage(rows[0]!.id)).toMatchObject({ ok: false });
    expect((await a.removeMessage(rows[0]!.id)).ok).toBe(true);
    b.reconnectNow();
    await untilTexts(b, "(removed)");
  });

  it("[HI1] loads older messages a page at a time, down to the first", async () => {
    const { url: serverUrl } = await startServer();
    const a = new Browser().visit({ serverUrl, streamId, nickname: "A" });
    await untilLive(a);
    const texts = Array.from({ length: 250 }, (_, i) => `${i + 1}`);
    for (const text of texts) a.sendMessage(text);
    await untilTexts(a, ...texts);
    const late = new Browser().visit({ serverUrl, streamId });
    const joined = await untilLive(late);
    expect(textsOf(joined)).toEqual(texts.slice(150));
    expect(joined.hasOlder).toBe(true);
    await late.loadOlder();
    await late.loadOlder();
    expect(textsOf(late.getSnapshot())).toEqual(texts);
    expect(late.getSnapshot().hasOlder).toBe(false);
    late.trim(10);
    expect(textsOf(late.getSnapshot())).toEqual(texts.slice(240));
    await late.loadOlder();
    expect(textsOf(late.getSnapshot())).toEqual(texts.slice(140));
  });

  it("[LOG4] starts over with the new log when the server has lost its database", async () => {
    const first = await createChatServer({ port: 0, databaseUrl: "memory:", logLevel: "silent" });
    const { port } = new URL(first.url);
    const a = new Browser().visit({ serverUrl: first.url, streamId, nickname: "A" });
    await untilLive(a);
    a.sendMessage("old");
    await untilTexts(a, "old");
    await first.close();
    await until(a, ({ connection }) => connection.status === "reconnecting");
    await startServer({ port: Number(port) });
    a.reconnectNow();
    await untilTexts(a);
    a.sendMessage("new");
    await untilTexts(a, "new");
  });

  it("[JR7] shares a connection with other streams, and opens another for the sixth", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const clients = ["a", "b", "c", "d", "e"].map((id) =>
      browser.visit({ serverUrl, streamId: id, nickname: "A" }),
    );
    await Promise.all(clients.map(untilLive));
    expect(browser.links).toHaveLength(1);
    await untilLive(browser.visit({ serverUrl, streamId: "f", nickname: "A" }));
    expect(browser.links).toHaveLength(2);
    clients[0]!.disconnect();
    clients[1]!.sendMessage("still here");
    await untilTexts(clients[1]!, "still here");
  });

  it("[JR1] says that a stream id is not valid", async () => {
    const { url: serverUrl } = await startServer();
    const a = new Browser().visit({ serverUrl, streamId: "no spaces" });
    const { connection } = await until(a, ({ connection }) => connection.status === "failed");
    expect(connection).toEqual({ status: "failed", reason: "invalid-stream-id" });
  });

  it("says that no chat server answers, and what cannot be an address", async () => {
    const closed = await createChatServer({ port: 0, databaseUrl: "memory:", logLevel: "silent" });
    await closed.close();
    const a = new Browser().visit({ serverUrl: closed.url, streamId });
    await until(a, ({ connection }) => connection.status === "failed");
    expect(a.getSnapshot().connection).toMatchObject({ reason: "server-unreachable" });
    const b = new Browser().visit({ serverUrl: "not an address", streamId });
    expect(b.getSnapshot().connection).toMatchObject({ reason: "invalid-server-url" });
  });

  it("reads along as nobody when the host's token function fails", async () => {
    const { url: serverUrl } = await startServer();
    const token = (): Promise<string> => Promise.reject(new Error("the host's own trouble"));
    const a = new Browser().visit({ serverUrl, streamId, token });
    await untilLive(a);
  });

  it("gives the same frozen snapshot until something changes", async () => {
    const { url: serverUrl } = await startServer();
    const a = new Browser().visit({ serverUrl, streamId, nickname: "A" });
    const before = await untilLive(a);
    expect(a.getSnapshot()).toBe(before);
    expect(Object.isFrozen(before) && Object.isFrozen(before.rows)).toBe(true);
    a.trim(100);
    a.discard("nothing");
    expect(a.getSnapshot()).toBe(before);
    a.sendMessage("1");
    const after = await untilTexts(a, "1");
    expect(after).not.toBe(before);
    expect(before.rows).toEqual([]);
  });

  it("tells a listener once that stops listening and begins again while it is told", () => {
    const a = new Browser().visit({ serverUrl: "http://127.0.0.1:9", streamId });
    a.disconnect();
    const told: string[] = [];
    const restless = (): void => {
      if (told.push(a.getSnapshot().connection.status) > 1) throw new Error("told again");
      stop();
      stop = a.subscribe(restless);
    };
    let stop = a.subscribe(restless);
    a.connect();
    expect(told).toEqual(["connecting"]);
    stop();
  });

  it("shows a message at once, before anyone has it", async () => {
    const { url: serverUrl } = await startServer();
    const a = new Browser().visit({ serverUrl, streamId, nickname: "A" });
    await untilLive(a);
    a.sendMessage("  here  ");
    expect(a.getSnapshot().pending).toMatchObject([{ text: "here", status: "sending" }]);
  });

  it("gives back at the end what the log is not known to have", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const unsent: string[] = [];
    const onUnsent = (messages: readonly PendingMessage[]): void =>
      void unsent.push(...messages.map(({ text, status }) => `${text} ${status}`));
    const a = browser.visit({ serverUrl, streamId, nickname: "A", onUnsent });
    await untilLive(a);
    a.sendMessage("arrives");
    await untilTexts(a, "arrives");
    browser.cut();
    a.sendMessage("waits");
    a.disconnect();
    a.disconnect();
    expect(unsent).toEqual(["waits sending"]);
  });
});
