import { expect, it, onTestFinished, vi } from "vitest";
import { TransportChoice } from "../../../widget/src/client/connection/transport-choice.ts";

const WEB_SOCKET_FIRST = ["websocket", "polling"];
const POLLING_FIRST = ["polling", "websocket"];
const CUT_SHORT = { transport: "websocket", isProven: false } as const;

/** The choice after two WebSockets were lost before their first heartbeat. */
function afterTwoCuts(): TransportChoice {
  const choice = new TransportChoice("https://chat.example.com");
  choice.onLost(CUT_SHORT);
  expect(choice.order).toEqual(WEB_SOCKET_FIRST);
  choice.onLost(CUT_SHORT);
  expect(choice.order).toEqual(POLLING_FIRST);
  return choice;
}

it("tries a WebSocket first again after polling was lost, and polling after one more cut", () => {
  const choice = afterTwoCuts();
  choice.onLost({ transport: "polling", isProven: true });
  expect(choice.order).toEqual(WEB_SOCKET_FIRST);
  choice.onLost(CUT_SHORT);
  expect(choice.order).toEqual(POLLING_FIRST);
});

it("tries a WebSocket first again on another network", () => {
  const choice = afterTwoCuts();
  choice.onNetworkChange();
  choice.onLost(CUT_SHORT);
  expect(choice.order).toEqual(WEB_SOCKET_FIRST);
});

it("does not count a WebSocket that was lost after its first heartbeat", () => {
  const choice = new TransportChoice("https://chat.example.com");
  choice.onLost(CUT_SHORT);
  choice.onLost({ transport: "websocket", isProven: true });
  choice.onLost(CUT_SHORT);
  expect(choice.order).toEqual(WEB_SOCKET_FIRST);
});

it.each([
  ["https:", "http://chat.example.com", ["polling"]],
  ["https:", "http://localhost:3001", WEB_SOCKET_FIRST],
  ["https:", "http://127.0.0.1:3001", WEB_SOCKET_FIRST],
  ["https:", "https://chat.example.com", WEB_SOCKET_FIRST],
  ["http:", "http://chat.example.com", WEB_SOCKET_FIRST],
])("on a page of %s, a server at %s is tried by %j", (protocol, serverUrl, order) => {
  vi.stubGlobal("location", { protocol });
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(new TransportChoice(serverUrl).order).toEqual(order);
});

it("tries a WebSocket first in a script that is on no page", () => {
  vi.stubGlobal("location", undefined);
  expect(new TransportChoice("http://chat.example.com").order).toEqual(WEB_SOCKET_FIRST);
});
