import { expect, it, onTestFinished, vi } from "vitest";
import { ChatClient } from "../../../widget/src/client/index.ts";
import { browserPorts } from "../../../widget/src/client/client-ports.ts";
import { guestKey } from "../../../widget/src/client/connection/connection-pool.ts";
import { startServer } from "../../support/start-server.ts";
import { until, untilLive, untilTexts } from "../support/real-client.ts";

/* A client as pages make it: over what their browser has, nothing replaced. */

/** What a browser gives a page. */
function openPage() {
  const kept = new Map<string, string>();
  const window = new EventTarget();
  const navigator = { onLine: true };
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", new EventTarget());
  vi.stubGlobal("navigator", navigator);
  const visit = (serverUrl: string, streamId = "s1"): ChatClient => {
    const chat = new ChatClient({ serverUrl, streamId, nickname: "A" });
    onTestFinished(() => chat.disconnect());
    chat.connect();
    return chat;
  };
  return { kept, window, navigator, visit };
}

it("[CN3] keeps a guest's credential on the device, and is the same guest after a reload", async () => {
  const { url } = await startServer();
  const { kept, visit } = openPage();
  const first = visit(url);
  const { me } = await untilLive(first);
  expect([...kept.keys()]).toContain(guestKey(url));
  first.disconnect();
  expect((await untilLive(visit(url))).me?.userId).toBe(me?.userId);
});

it("[JR7] shares one connection between the chats of a page", async () => {
  const { url } = await startServer();
  const { kept, visit } = openPage();
  const [a, b] = [visit(url, "a"), visit(url, "b")];
  await Promise.all([untilLive(a), untilLive(b)]);
  const credentials = { serverUrl: url, token: undefined, nickname: "A" };
  const { pool } = browserPorts();
  expect(pool.connectionFor(credentials, "a")).toBe(pool.connectionFor(credentials, "b"));
  expect(kept.size).toBe(1);
});

it("is offline when the device says so, and back when it has a network again", async () => {
  const { url } = await startServer();
  const { window, navigator, visit } = openPage();
  const chat = visit(url);
  await untilLive(chat);
  navigator.onLine = false;
  window.dispatchEvent(new Event("offline"));
  expect(chat.getSnapshot().connection).toEqual({ status: "offline" });
  chat.sendMessage("written in a tunnel");
  navigator.onLine = true;
  window.dispatchEvent(new Event("online"));
  await untilTexts(chat, "written in a tunnel");
});

it("[CN8] asks a server that does not let it connect who it is", async () => {
  const asked = vi.fn(() =>
    Promise.resolve(Response.json({ name: "live-chat", origin: { allowed: false } })),
  );
  vi.stubGlobal("fetch", asked);
  const { visit } = openPage();
  const chat = visit("http://127.0.0.1:9");
  const { connection } = await until(chat, ({ connection }) => connection.status === "failed");
  expect(connection).toMatchObject({ reason: "origin-not-allowed" });
});
