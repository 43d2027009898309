import { once } from "node:events";
import { queryObjects } from "node:v8";
import { createClient } from "@redis/client";
import { expect, it, onTestFinished } from "vitest";
import { RedisBus } from "../../server/src/fan-out/redis/redis-bus.ts";
import { startRedis } from "../support/redis.ts";
import { entries, Listener, pulse } from "../support/node-buses.ts";
import { TcpProxy } from "../support/tcp-proxy.ts";
import { eventually } from "../support/eventually.ts";

async function setUp() {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const clock = { nowMs: () => Date.now() };
  const away = new Set<string>();
  const open = (nodeId: string) => {
    const heard = { onDown: () => void away.add(nodeId), onUp: () => void away.delete(nodeId) };
    return new Listener(new RedisBus({ url: redis.url, nodeId, secret: "test", clock, ...heard }));
  };
  const [here, there] = [open("here"), open("there")];
  for (const { bus } of [here, there]) bus.follow("kept");
  await eventually(
    "the subscription",
    () => here.following.has("kept") && there.following.has("kept"),
  );
  const kill = async () => {
    redis.process.kill("SIGKILL");
    await once(redis.process, "exit");
    await eventually("both away", () => away.size === 2);
  };
  return { redis, here, there, kill, away };
}

it("[LOG6] nothing piles up of rooms that open and close while Redis is away", async () => {
  const { here, kill } = await setUp();
  await kill();
  const promises = () => queryObjects(Promise, { format: "count" }) as unknown as number;
  const before = promises();
  for (let i = 0; i < 2_000; i++) {
    here.bus.follow(`s${i}`);
    here.bus.unfollow(`s${i}`);
  }
  expect(promises() - before).toBeLessThan(200);
});

it("[LOG6] its operator is told of each outage, and the nodes read the database after each", async () => {
  const { redis, here, kill, away } = await setUp();
  for (let outage = 1; outage <= 2; outage++) {
    await kill();
    const { gaps } = here;
    await redis.restart();
    await eventually("both back", () => away.size === 0 && here.gaps > gaps);
  }
});

it("[LOG6] a connection on which Redis is silent is given up for another", async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const proxy = await TcpProxy.start(redis.url.replace("redis:", "http:"));
  let passedMs = 0;
  const url = proxy.url.replace("http:", "redis:");
  const told = { onDown: () => undefined, onUp: () => undefined };
  const open = (nodeId: string, at: string, nowMs: () => number) =>
    new Listener(new RedisBus({ url: at, nodeId, secret: "test", clock: { nowMs }, ...told }));
  const node = open("a", url, () => Date.now() + passedMs);
  const other = open("b", redis.url, () => Date.now());
  node.bus.follow("s1");
  await eventually("the subscription", () => node.following.has("s1"));
  // What the other has heard of it by then, it does not accept again.
  for (let i = 0; i < 2_000; i++) node.bus.publish(pulse(3));
  await eventually("the first beats", () => {
    node.bus.publish(pulse(4));
    return other.beats("a").includes(4);
  });
  proxy.swallowAnswers(true);
  passedMs = 5_001;
  const another = proxy.newClient();
  node.bus.publish(pulse(1));
  await another;
  proxy.swallowAnswers(false);
  await eventually("its own pulse", () => {
    node.bus.publish(pulse(2));
    return node.beats("a").includes(2);
  });
  await eventually("the beat", () => {
    node.bus.publish(pulse(5));
    return other.beats("a").includes(5);
  });
  await eventually("the entries", () => {
    other.bus.publish(entries("s1", 1));
    return node.seqs("s1").length > 0;
  });
});

it("[LOG6] a node that meets another reads the database, for what that said before", async () => {
  const { redis, here } = await setUp();
  const { gaps } = here;
  const told = { onDown: () => undefined, onUp: () => undefined };
  const clock = { nowMs: () => Date.now() };
  const another = { url: redis.url, nodeId: "another", secret: "test", clock, ...told };
  new Listener(new RedisBus(another));
  await eventually("the read", () => here.gaps > gaps);
});

it("[LOG6] once Redis is back, streams that were followed meanwhile are received, and unfollowed ones are not", async () => {
  const { redis, here, there, kill } = await setUp();
  here.bus.follow("gone");
  await eventually("the subscription", () => here.following.has("gone"));
  await kill();
  here.bus.unfollow("gone");
  here.bus.follow("new");
  await redis.restart();
  await eventually("the subscription", () => here.following.has("new"));
  await eventually("what is expected", () => {
    for (const streamId of ["gone", "new", "kept"]) there.bus.publish(entries(streamId, 1));
    return here.seqs("new").length > 0 && here.seqs("kept").length > 0;
  });
  expect(here.seqs("gone")).toEqual([]);
  // Told of once, it is not even asked for any more.
  const client = await createClient({ url: redis.url }).connect();
  onTestFinished(() => client.destroy());
  await expect.poll(async () => client.pubSubChannels("*gone")).toEqual([]);
});
