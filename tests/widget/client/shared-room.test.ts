import { describe, expect, it } from "vitest";
import { startServer } from "../../support/start-server.ts";
import { Browser, textsOf, until, untilLive, untilTexts } from "../support/real-client.ts";

const streamId = "s1";

describe("chats of one stream on one page", () => {
  it("[JR7] shares a stream's room between chats, until the last of them has left", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const a = browser.visit({ serverUrl, streamId });
    await untilLive(a);
    const b = browser.visit({ serverUrl, streamId });
    expect(b.getSnapshot().connection).toEqual({ status: "live" });
    a.setNickname("A");
    await until(b, ({ me }) => me?.maySend === true && me.nickname === "A");
    b.sendMessage("by b");
    await Promise.all([untilTexts(a, "by b"), untilTexts(b, "by b")]);
    browser.cut();
    a.reconnectNow();
    await Promise.all([untilLive(a), untilLive(b)]);
    a.sendMessage("by a");
    await untilTexts(b, "by b", "by a");
    expect(a.changeToken("of somebody else"), "b keeps its own").toBe(false);
    a.disconnect();
    expect(a.getSnapshot()).toMatchObject({ connection: { status: "idle" }, rows: [] });
    b.sendMessage("still here");
    await untilTexts(b, "by b", "by a", "still here");
    expect(browser.links).toHaveLength(2);
    b.disconnect();
    const c = browser.visit({ serverUrl, streamId });
    expect(c.getSnapshot().connection).toEqual({ status: "connecting" });
    await untilTexts(c, "by b", "by a", "still here");
    expect(browser.links).toHaveLength(3);
  });

  it("drops no rows while another chat may show them", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const [a, b] = [1, 2].map(() => browser.visit({ serverUrl, streamId, nickname: "A" }));
    await untilLive(a!);
    for (const text of ["1", "2", "3"]) a!.sendMessage(text);
    await untilTexts(a!, "1", "2", "3");
    a!.trim(1);
    expect(textsOf(b!.getSnapshot())).toEqual(["1", "2", "3"]);
    b!.disconnect();
    a!.trim(1);
    expect(textsOf(a!.getSnapshot())).toEqual(["3"]);
  });

  it("drops rows beside a chat that shows none, as the studio's header", async () => {
    const { url: serverUrl } = await startServer();
    const browser = new Browser();
    const header = browser.visit({ serverUrl, streamId, nickname: "A", withoutList: true });
    const chat = browser.visit({ serverUrl, streamId, nickname: "A" });
    await untilLive(chat);
    for (const text of ["1", "2", "3"]) chat.sendMessage(text);
    await untilTexts(chat, "1", "2", "3");
    chat.trim(1);
    expect(textsOf(chat.getSnapshot())).toEqual(["3"]);
    expect(textsOf(header.getSnapshot())).toEqual(["3"]);
  });
});
