import { createClient } from "redis";
import { describe, expect, it, onTestFinished } from "vitest";
import type { NodeMessage } from "../../server/src/chat/node-message.ts";
import { RedisBus } from "../../server/src/fan-out/redis/redis-bus.ts";
import { startRedis } from "../support/redis.ts";
import { entries, Listener, pulse } from "../support/room-buses.ts";
import { eventually } from "../support/eventually.ts";

const clock = { nowMs: () => Date.now() };

describe("somebody else on the same Redis", () => {
  it("[LOG1] sees the channels and what is told on them, and still tells the nodes nothing", async () => {
    const { url, stop } = await startRedis();
    onTestFinished(stop);
    const silent = { onDown: () => undefined, onUp: () => undefined };
    const open = (nodeId: string) =>
      new Listener(new RedisBus({ url, nodeId, secret: "secret", clock, ...silent }));
    const [a, b] = [open("a"), open("b")];
    b.bus.follow("s1");
    await eventually("the subscription", () => b.following.has("s1"));

    const liar = await createClient({ url }).connect();
    const spy = await createClient({ url }).connect();
    onTestFinished(() => (liar.destroy(), spy.destroy()));
    const told: [channel: string, envelope: string][] = [];
    await spy.pSubscribe("*", (envelope, channel) => told.push([channel, envelope]));
    a.bus.tell(entries("s1", 1, "true"));
    await eventually("the entries", () => b.seqs("s1").length === 1 && told.length === 1);

    const [channel, envelope] = told[0]!;
    expect(channel).not.toContain("secret");
    expect(envelope).not.toContain("secret");
    const lie: NodeMessage = entries("s1", 2, "false");
    for (const each of [
      ...["", " ", "a", "a ", "a null", "a {", 'a {"kind":"entries"}', "a 7"],
      `a ${JSON.stringify(lie)}`,
      envelope.replace("true", "false"),
      envelope.replace("a ", "c "),
    ])
      await liar.publish(channel, each);
    // What is true of one stream is not of another, nor of all.
    for (const elsewhere of await liar.pubSubChannels("*"))
      if (elsewhere !== channel) await liar.publish(elsewhere, envelope);
    a.bus.tell(entries("s1", 2, "true again"));
    await eventually("the entries", () => b.seqs("s1").includes(2));
    a.bus.tell(pulse(1));
    await eventually("the beat", () => b.beats("a").includes(1));
    expect(b.heard.map(({ message }) => message)).toEqual([
      entries("s1", 1, "true"),
      entries("s1", 2, "true again"),
      pulse(1),
    ]);
  });
});
