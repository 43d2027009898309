import { describe, expect, it } from "vitest";
import { startServer } from "../../support/start-server.ts";
import { settle } from "../support/fake-clock.ts";
import { JOINED, makeChats } from "../support/make-chats.ts";
import { Browser, untilLive, untilTexts } from "../support/real-client.ts";

const JOIN = { streamId: "s", wants: ["entries"] };

/** What was asked on a link: events, with the name that is claimed. */
function asked(link: { asked: readonly { event: string; payload: unknown }[] }): unknown[] {
  return link.asked.map(({ event, payload }) => [
    event,
    (payload as { user?: { nickname: string } }).user?.nickname,
  ]);
}

describe("a client's joins", () => {
  it("[JR10] travel in the handshake, and are not asked for where the server takes them", async () => {
    const { network, join } = makeChats();
    const client = join("s", "민지");
    expect(network.last.auth).toEqual({ joins: [{ ...JOIN, user: { nickname: "민지" } }] });
    network.last.receive("joining", { streamIds: ["s"] });
    const link = await network.welcome();
    expect(client.getSnapshot().connection).toEqual({ status: "connecting" });
    link.receive("joined", { streamId: "s", answer: JOINED });
    await settle();
    expect(client.getSnapshot().connection).toEqual({ status: "live" });
    expect(link.asked).toEqual([]);
  });

  it("[JR10] are asked for where the server does not know them, or does not name the stream", async () => {
    for (const named of [undefined, ["another"]]) {
      const { network, join } = makeChats();
      const client = join("s", "민지");
      if (named) network.last.receive("joining", { streamIds: named });
      const link = await network.welcome();
      expect(asked(link)).toEqual([["join-room", "민지"]]);
      link.asked[0]!.answer(JOINED);
      await settle();
      expect(client.getSnapshot().connection).toEqual({ status: "live" });
    }
  });

  it("[JR10][JR5] are asked for again under a name that was chosen meanwhile", async () => {
    const { network, join } = makeChats();
    const client = join("s", "민지");
    network.last.receive("joining", { streamIds: ["s"] });
    client.setNickname("지호");
    const link = await network.welcome();
    expect(asked(link)).toEqual([["join-room", "지호"]]);
    link.receive("joined", { streamId: "s", answer: JOINED });
    await settle();
    expect(client.getSnapshot().connection).toEqual({ status: "connecting" });
  });

  it("[JR10][LR1] of a room that was left meanwhile are taken back", async () => {
    const { network, join } = makeChats();
    const client = join("s");
    join("other");
    network.last.receive("joining", { streamIds: ["s"] });
    client.disconnect();
    const link = await network.welcome();
    expect(link.emitted).toEqual([{ event: "leave-room", payload: { streamId: "s" } }]);
  });

  it("[JR10] without an answer end a connection that only looks live", async () => {
    const { clock, network, join } = makeChats();
    const client = join("s");
    network.last.receive("joining", { streamIds: ["s"] });
    const link = await network.welcome();
    clock.pass(6_000);
    await settle();
    expect(link.isClosed).toBe(true);
    expect(client.getSnapshot().connection).toMatchObject({ status: "reconnecting" });
  });

  it("[JR10][JR9] that are refused for now are asked for later", async () => {
    const { clock, network, join } = makeChats();
    const client = join("s");
    network.last.receive("joining", { streamIds: ["s"] });
    const link = await network.welcome();
    const error = { code: "server-busy", message: "", retryable: true, retryAfterMs: 500 };
    link.receive("joined", { streamId: "s", answer: { ok: false, error } });
    await settle();
    expect(client.getSnapshot().connection).toMatchObject({ status: "waiting" });
    clock.pass(500);
    await settle();
    expect(asked(link)).toEqual([["join-room", undefined]]);
  });

  it.each(["websocket", "polling"] as const)(
    "[JR10][LOG4] join and catch up over %s without asking",
    async (transport) => {
      const { url: serverUrl } = await startServer();
      const browser = new Browser([transport]);
      const options = { serverUrl, streamId: "s", nickname: "A" };
      const a = browser.visit(options);
      const b = new Browser().visit({ ...options, nickname: "B" });
      await Promise.all([untilLive(a), untilLive(b)]);
      browser.cut();
      b.sendMessage("1");
      await untilTexts(b, "1");
      a.reconnectNow();
      await untilTexts(a, "1");
      expect(browser.links).toHaveLength(2);
      expect(browser.asked).toEqual([]);
    },
  );
});
