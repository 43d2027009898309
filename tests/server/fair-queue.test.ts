import { describe, expect, it } from "vitest";
import { FairQueue } from "../../server/src/chat/limits/fair-queue.ts";

/** A task that ends when the test says so. */
function heldTask(name: string, order: string[]) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async () => {
    order.push(name);
    await ended;
    return name;
  };
  return { run, end: () => end() };
}

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a fair queue", () => {
  it("[LOG11] never runs more than it may at once, and takes turns among callers", async () => {
    const queue = new FairQueue({ atOnce: 2, waitingPerCaller: 100, waiting: 1_000 });
    const order: string[] = [];
    const flood = Array.from({ length: 50 }, (_, i) => heldTask(`flood ${i}`, order));
    const one = heldTask("one", order);
    const results = [...flood, one].map((task) =>
      queue.run(task === one ? "one" : "flood", task.run),
    );
    await soon();
    expect(order).toEqual(["flood 0", "flood 1"]);
    flood[0]!.end();
    await soon();
    flood[1]!.end();
    await soon();
    // The last caller, with a single task, does not wait for the other's fifty.
    expect(order.slice(2)).toContain("one");
    expect(order).toHaveLength(4);
    for (const task of [...flood, one]) {
      task.end();
      await soon();
    }
    expect((await Promise.all(results)).every(({ ok }) => ok)).toBe(true);
    expect(queue.waiting).toBe(0);
  });

  it("[LOG11] lets each caller have one of several tasks in turn", async () => {
    const queue = new FairQueue({ atOnce: 1, waitingPerCaller: 9, waiting: 9 });
    const order: string[] = [];
    const named = ["a", "a", "a", "b", "b", "c"];
    const tasks = named.map((name) => ({ name, ...heldTask(name, order) }));
    const results = tasks.map(({ name, run }) => queue.run(name, run));
    tasks.forEach(({ end }) => end());
    await Promise.all(results);
    expect(order).toEqual(["a", "a", "b", "c", "a", "b"]);
  });

  it("[LOG11] refuses one caller's surplus, and still has room for others", async () => {
    const queue = new FairQueue({ atOnce: 1, waitingPerCaller: 2, waiting: 3 });
    const order: string[] = [];
    const tasks = Array.from({ length: 6 }, (_, i) => heldTask(`a${i}`, order));
    const results = tasks.map((task) => queue.run("a", task.run));
    const refused = await results[3]!;
    expect(refused).toMatchObject({ ok: false, error: { code: "rate-limited", retryable: true } });
    const other = queue.run("b", async () => "b");
    tasks.forEach((task) => task.end());
    expect(await other).toEqual({ ok: true, value: "b" });
    expect((await Promise.all(results)).filter(({ ok }) => ok)).toHaveLength(3);
  });

  it("[MO16] runs one task of a caller at a time where that is asked for", async () => {
    const queue = new FairQueue({ atOnce: 2, atOncePerCaller: 1, waitingPerCaller: 9, waiting: 9 });
    const order: string[] = [];
    const tasks = ["a", "a", "b"].map((name, i) => ({ name, ...heldTask(`${name}${i}`, order) }));
    const results = tasks.map(({ name, run }) => queue.run(name, run));
    await soon();
    expect(order).toEqual(["a0", "b2"]);
    for (const task of tasks) {
      task.end();
      await soon();
    }
    await Promise.all(results);
    expect(order).toEqual(["a0", "b2", "a1"]);
  });

  it("[LOG11] skips tasks whose caller has gone, and continues after a failed task", async () => {
    const queue = new FairQueue({ atOnce: 1, waitingPerCaller: 9, waiting: 9 });
    const order: string[] = [];
    const first = heldTask("first", order);
    const running = queue.run("a", first.run);
    const gone = queue.run("a", heldTask("gone", order).run, () => true);
    const failing = queue.run("a", () => Promise.reject(new Error("lost")));
    const last = queue.run("b", async () => "last");
    first.end();
    await running;
    expect((await gone).ok).toBe(false);
    await expect(failing).rejects.toThrow("lost");
    expect(await last).toEqual({ ok: true, value: "last" });
    expect(order).toEqual(["first"]);
  });
});
