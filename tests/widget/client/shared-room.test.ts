import { describe, expect, it } from "vitest";
import type { ChatClient } from "../../../widget/src/client/index.ts";
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

  describe("drops the rows that none of them needs:", () => {
    async function threeRows(): Promise<{ a: ChatClient; b: ChatClient }> {
      const { url: serverUrl } = await startServer();
      const browser = new Browser();
      const a = browser.visit({ serverUrl, streamId, nickname: "A" });
      const b = browser.visit({ serverUrl, streamId, nickname: "A" });
      await untilLive(a);
      for (const text of ["1", "2", "3"]) a.sendMessage(text);
      await untilTexts(a, "1", "2", "3");
      return { a, b };
    }

    it("none while another has not said what it needs", async () => {
      const { a, b } = await threeRows();
      a.trim(1);
      expect(textsOf(b.getSnapshot())).toEqual(["1", "2", "3"]);
      b.disconnect();
      a.trim(1);
      expect(textsOf(a.getSnapshot())).toEqual(["3"]);
    });

    it("those before the first that any of them needs", async () => {
      const { a, b } = await threeRows();
      a.trim(1);
      b.trim(2);
      expect(textsOf(a.getSnapshot())).toEqual(["2", "3"]);
      // What was needed stays it while more arrive: somebody may be reading there.
      a.sendMessage("4");
      await untilTexts(b, "2", "3", "4");
      b.trim(1);
      expect(textsOf(a.getSnapshot())).toEqual(["3", "4"]);
    });

    it("none that a chat has said again that it needs", async () => {
      const { a, b } = await threeRows();
      a.trim(1);
      a.trim(Infinity);
      b.trim(1);
      expect(textsOf(a.getSnapshot())).toEqual(["1", "2", "3"]);
    });

    it("none of older ones that one of them has loaded, until all have spoken again", async () => {
      const { a, b } = await threeRows();
      a.trim(1);
      b.trim(1);
      await untilTexts(a, "3");
      await b.loadOlder();
      await untilTexts(a, "1", "2", "3");
      a.trim(1);
      expect(textsOf(b.getSnapshot())).toEqual(["1", "2", "3"]);
      b.trim(1);
      expect(textsOf(b.getSnapshot())).toEqual(["3"]);
    });

    it("what the chat that left had needed", async () => {
      const { a, b } = await threeRows();
      b.trim(3);
      a.trim(1);
      b.disconnect();
      a.trim(1);
      expect(textsOf(a.getSnapshot())).toEqual(["3"]);
    });
  });
});
