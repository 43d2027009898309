import { describe, expect, it } from "vitest";
import { BUSES, entries, Listener, pulse } from "../support/node-buses.ts";
import { eventually } from "../support/eventually.ts";

describe.each(BUSES)("a bus over %s", (_name, open) => {
  /** Nodes that hear each other. */
  async function setUp(...names: string[]): Promise<Listener[]> {
    const join = await open();
    const nodes = names.map((name) => new Listener(join(name)));
    let beat = 0;
    await eventually("what is expected", () => {
      beat++;
      for (const { bus } of nodes) bus.publish(pulse(beat));
      return nodes.every((node) => names.every((name) => node.beats(name).length > 0));
    });
    return nodes;
  }

  async function following(node: Listener, streamId: string): Promise<void> {
    node.bus.follow(streamId);
    await eventually("the subscription", () => node.following.has(streamId));
  }

  it("[LOG6] brings the messages of a stream to its followers, in order, and to nobody else", async () => {
    const [a, b, c] = (await setUp("a", "b", "c")) as [Listener, Listener, Listener];
    await following(b, "s1");
    await following(c, "s2");
    for (let seq = 1; seq <= 200; seq++) a.bus.publish(entries("s1", seq));
    a.bus.publish(entries("s2", 1));
    await eventually("the entries", () => b.seqs("s1").length === 200 && c.seqs("s2").length === 1);
    expect(b.seqs("s1")).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(b.seqs("s2")).toEqual([]);
    expect(c.seqs("s1")).toEqual([]);
    expect(b.heard.at(-1)).toEqual({ from: "a", message: entries("s1", 200) });
  });

  it("[LOG6] brings what names no stream to all, to oneself too", async () => {
    const [a, b] = (await setUp("a", "b")) as [Listener, Listener];
    a.bus.publish(pulse(1_000_000));
    await eventually("the beat", () => b.beats("a").includes(1_000_000));
    await eventually("the beat", () => a.beats("a").includes(1_000_000));
  });

  it("[LOG6] delivers nothing of a stream after it is unfollowed, and everything once it is followed again", async () => {
    const [a, b] = (await setUp("a", "b")) as [Listener, Listener];
    await following(b, "s1");
    b.bus.unfollow("s1");
    b.following.clear();
    await following(b, "s2");
    a.bus.publish(entries("s1", 1));
    a.bus.publish(entries("s2", 1));
    await eventually("the entries", () => b.seqs("s2").length === 1);
    expect(b.seqs("s1")).toEqual([]);
    await following(b, "s1");
    a.bus.publish(entries("s1", 2));
    await eventually("the entries", () => b.seqs("s1").length > 0);
    expect(b.seqs("s1")).toEqual([2]);
  });

  it("carries a whole commit at once", async () => {
    const [a, b] = (await setUp("a", "b")) as [Listener, Listener];
    await following(b, "s1");
    const large = entries("s1", 1, "가".repeat(1_000_000));
    a.bus.publish(large);
    await eventually("the entries", () => b.seqs("s1").length === 1);
    expect(b.heard.at(-1)?.message).toEqual(large);
  });

  it("[LOG6] carries any amount in time: messages that have left do not count as waiting", async () => {
    const [a, b] = (await setUp("a", "b")) as [Listener, Listener];
    await following(b, "s1");
    for (let seq = 1; seq <= 4; seq++) {
      a.bus.publish(entries("s1", seq, "x".repeat(3_000_000)));
      await eventually("the entries", () => b.seqs("s1").length === seq);
    }
  });

  it("[LOG6] brings what a node says last, before its bus is closed", async () => {
    const [a, b] = (await setUp("a", "b")) as [Listener, Listener];
    for (let beat = 1; beat <= 100; beat++) a.bus.publish(pulse(4_000_000 + beat));
    await a.bus.close();
    await eventually("the last beat", () => b.beats("a").includes(4_000_100));
  });

  it("takes every call after it was closed, and does nothing", async () => {
    const [a, b] = (await setUp("a", "b")) as [Listener, Listener];
    await a.bus.close();
    a.bus.publish(pulse(2_000_000));
    a.bus.follow("s1");
    a.bus.unfollow("s1");
    await a.bus.close();
    b.bus.publish(pulse(3_000_000));
    await eventually("the beat", () => b.beats("b").includes(3_000_000));
    expect(b.beats("a")).not.toContain(2_000_000);
    expect(a.beats("b")).not.toContain(3_000_000);
  });
});
