import { createClient } from "@redis/client";
import { describe, expect, it, onTestFinished } from "vitest";
import type { NodeMessage } from "../../server/src/chat/ports/node-message.ts";
import { RedisBus } from "../../server/src/fan-out/redis/redis-bus.ts";
import { MessageSigner } from "../../server/src/fan-out/redis/message-signer.ts";
import { startRedis } from "../support/redis.ts";
import { entries, Listener, pulse } from "../support/node-buses.ts";
import { eventually } from "../support/eventually.ts";

const clock = { nowMs: () => Date.now() };
const silent = { onDown: () => undefined, onUp: () => undefined };

/** Nodes on a Redis that somebody else reads along, and writes to. */
async function setUp() {
  const { url, stop } = await startRedis();
  onTestFinished(stop);
  const open = (nodeId: string) =>
    new Listener(new RedisBus({ url, nodeId, secret: "secret", clock, ...silent }));
  const liar = await createClient({ url }).connect();
  const spy = await createClient({ url }).connect();
  onTestFinished(() => (liar.destroy(), spy.destroy()));
  const recorded: [channel: string, envelope: string][] = [];
  await spy.pSubscribe("*", (envelope, channel) => recorded.push([channel, envelope]));
  const replay = async (told: typeof recorded) => {
    for (const [channel, envelope] of told) await liar.publish(channel, envelope);
  };
  return { open, liar, recorded, replay };
}

/** Two nodes that know each other, of which the second follows a stream. */
async function meet(a: Listener, b: Listener): Promise<void> {
  b.bus.follow("s1");
  let beat = 0;
  await eventually("the beats", () => {
    for (const { bus } of [a, b]) bus.publish(pulse(++beat));
    const [nameA, nameB] = [a.bus.nodeId, b.bus.nodeId];
    return a.beats(nameB).length > 0 && b.beats(nameA).length > 0 && b.following.has("s1");
  });
}

describe("somebody else on the same Redis", () => {
  it("[LOG1] sees the channels and their messages, and still cannot make the nodes accept anything", async () => {
    const { url, stop } = await startRedis();
    onTestFinished(stop);
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
    await meet(a, b);
    a.bus.publish(entries("s1", 1, "true"));
    const ofStream = () => told.filter(([name]) => name.endsWith(":stream:s1"));
    await eventually("the entries", () => b.seqs("s1").length === 1 && ofStream().length === 1);

    const [channel, envelope] = ofStream()[0]!;
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
    a.bus.publish(entries("s1", 2, "true again"));
    await eventually("the entries", () => b.seqs("s1").includes(2));
    a.bus.publish(pulse(9_999));
    await eventually("the beat", () => b.beats("a").includes(9_999));
    const messages = b.heard.flatMap(({ message }) => (message.kind === "entries" ? message : []));
    expect(messages).toEqual([entries("s1", 1, "true"), entries("s1", 2, "true again")]);
    expect(b.beats("a")).toEqual([...new Set(b.beats("a"))]);
  });

  it("[LOG6] replays recorded packets of a node, and the other nodes ignore them", async () => {
    const { open, recorded, replay } = await setUp();
    const [a, b] = [open("a"), open("b")];
    await meet(a, b);
    a.bus.publish(entries("s1", 1));
    await eventually("the entries", () => b.seqs("s1").length === 1);
    await replay([...recorded]);
    await replay([...recorded].reverse());
    a.bus.publish(entries("s1", 2));
    await eventually("the entries", () => b.seqs("s1").includes(2));
    expect(b.seqs("s1")).toEqual([1, 2]);
    const beats = b.beats("a");
    expect(beats).toEqual([...new Set(beats)]);
  });

  it("[LOG6] replays packets of a stopped node, and a node that starts later accepts none of them", async () => {
    const { open, recorded, replay } = await setUp();
    const [a, b] = [open("a"), open("b")];
    await meet(a, b);
    a.bus.publish(entries("s1", 1));
    await eventually("the entries", () => b.seqs("s1").length === 1);
    for (const { bus } of [a, b]) await bus.close();
    const old = [...recorded];
    const [c, d] = [open("c"), open("d")];
    await meet(d, c);
    await replay(old);
    d.bus.publish(entries("s1", 7));
    await eventually("the entries", () => c.seqs("s1").includes(7));
    expect(c.heard.filter(({ from }) => from === "a" || from === "b")).toEqual([]);
    expect(c.seqs("s1")).toEqual([7]);
  });

  it("[LOG6] replays all that a running node said before a node met it, and that accepts none of it", async () => {
    const { open, recorded, replay } = await setUp();
    const a = open("a");
    let beat = 0;
    await eventually("its own beat", () => {
      a.bus.publish(pulse(++beat));
      return a.beats("a").length > 0;
    });
    for (let i = 0; i < 20; i++) a.bus.publish(pulse(++beat));
    await eventually("all beats", () => a.beats("a").includes(beat));
    const c = open("c");
    // One when it connects, and one when it has met the other.
    await eventually("the proof", () => c.gaps >= 2);
    await replay([...recorded]);
    a.bus.publish(pulse(9_999));
    await eventually("the beat", () => c.beats("a").includes(9_999));
    expect(c.beats("a")).toEqual([9_999]);
  });

  it("[LOG6] sends packets without numbers, as older nodes do: nodes read the database, and apply nothing", async () => {
    const { open, liar, recorded } = await setUp();
    const [a, b] = [open("a"), open("b")];
    await meet(a, b);
    a.bus.publish(entries("s1", 1));
    await eventually("the entries", () => b.seqs("s1").length === 1);
    const [channel] = recorded.find(([name]) => name.endsWith(":stream:s1"))!;
    const signer = new MessageSigner("secret");
    const gaps = b.gaps;
    const unnumbered = (from: string) =>
      signer.sign(channel, `${from} ${JSON.stringify(entries("s1", 9))}`);
    await liar.publish(channel, unnumbered("an-older-node"));
    await eventually("the look", () => b.gaps > gaps);
    // Of one who numbers, it is not even that.
    await liar.publish(channel, unnumbered("a"));
    a.bus.publish(entries("s1", 2));
    await eventually("the entries", () => b.seqs("s1").includes(2));
    expect(b.seqs("s1")).toEqual([1, 2]);
  });
});
