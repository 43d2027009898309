import { ChatClient, type ChatClientOptions } from "../../../widget/src/client/chat-client.ts";
import { ConnectionPool } from "../../../widget/src/client/connection/connection-pool.ts";
import type { DeviceStorage } from "../../../widget/src/client/device-storage.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeNetwork } from "./fake-network.ts";

/** A server's answer to a join of an empty room. */
export const JOINED = {
  ok: true,
  me: { userId: "u", role: "viewer", maySend: false },
  room: { viewers: 1 },
  position: { epoch: "e", seq: 1, id: "i1" },
  recovered: false,
  messages: [],
  more: false,
};

/** A page's chats over one connection, that the test plays. */
export function makeChats() {
  const clock = new FakeClock();
  const network = new FakeNetwork();
  const kept = new Map<string, string>();
  const deviceStorage: DeviceStorage = {
    get: (key) => kept.get(key),
    set: (key, value) => void (value === undefined ? kept.delete(key) : kept.set(key, value)),
  };
  const pool = new ConnectionPool(
    {
      clock,
      openLink: network.open,
      probeServer: () => Promise.resolve("welcome"),
      networkSignals: { isOnline: () => true, subscribe: () => () => undefined },
    },
    deviceStorage,
  );
  const join = (
    streamId: string,
    nickname?: string,
    more: Partial<ChatClientOptions> = {},
  ): ChatClient => {
    const client = new ChatClient(
      { serverUrl: "http://chat.test", streamId, nickname, ...more },
      { clock, deviceStorage, pool },
    );
    client.connect();
    return client;
  };
  return { clock, network, join, kept };
}
