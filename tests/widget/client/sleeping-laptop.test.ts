import { expect, it, onTestFinished } from "vitest";
import { ChatClient } from "../../../widget/src/client/chat-client.ts";
import { systemClock } from "../../../widget/src/client/clock.ts";
import { ConnectionPool } from "../../../widget/src/client/connection/connection-pool.ts";
import type { NetworkListener } from "../../../widget/src/client/connection/network-signals.ts";
import { openSocketIoLink } from "../../../widget/src/client/connection/socket-io-link.ts";
import type { Link } from "../../../widget/src/client/connection/link.ts";
import { startServer } from "../../support/start-server.ts";
import { TcpProxy } from "../../support/tcp-proxy.ts";
import { Browser, until, untilLive, untilTexts } from "../support/real-client.ts";

const HOUR_MS = 3_600_000;

it("[ID5] [LOG4] a laptop that slept for an hour asks for a token, connects once and catches up", async () => {
  const { url } = await startServer();
  const proxy = await TcpProxy.start(url);
  const links: Link[] = [];
  const asked: number[] = [];
  let device: NetworkListener | undefined;
  let sleptMs = 0;
  const clock = { ...systemClock, nowMs: () => Date.now() + sleptMs };
  const kept = new Map<string, string | undefined>();
  const deviceStorage = {
    get: (key: string) => kept.get(key),
    set: (key: string, value: string | undefined) => void kept.set(key, value),
  };
  const pool = new ConnectionPool(
    {
      clock,
      probeServer: () => Promise.resolve("welcome"),
      networkSignals: {
        isOnline: () => true,
        subscribe: (listener) => {
          device = listener;
          return () => undefined;
        },
      },
      openLink: (options, listener) => {
        const link = openSocketIoLink(options, listener);
        links.push(link);
        return link;
      },
    },
    deviceStorage,
  );
  const token = () => {
    asked.push(links.length);
    return null;
  };
  const laptop = new ChatClient(
    { serverUrl: proxy.url, streamId: "s1", nickname: "Mina", token },
    { clock, deviceStorage, pool },
  );
  onTestFinished(() => laptop.disconnect());
  laptop.connect();
  await untilLive(laptop);
  const other = new Browser().visit({ serverUrl: url, streamId: "s1", nickname: "Tom" });
  await untilLive(other);

  // Its network says nothing, and its timers stand still.
  proxy.swallowAnswers(true);
  other.sendMessage("while it slept");
  await untilTexts(other, "while it slept");
  sleptMs = HOUR_MS;
  // Written in the moment of waking, before anything has noticed.
  laptop.sendMessage("good morning");
  proxy.swallowAnswers(false);
  device!.onWake();
  expect(laptop.getSnapshot().connection.status).toBe("reconnecting");
  await until(laptop, ({ pending }) => pending.length === 0);
  await untilTexts(laptop, "while it slept", "good morning");
  await untilTexts(other, "while it slept", "good morning");
  expect(links).toHaveLength(2);
  expect(links.filter(({ isConnected }) => isConnected)).toHaveLength(1);
  // Before the first connection, and before the second.
  expect(asked).toEqual([0, 1]);
});
