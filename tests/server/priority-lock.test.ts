import { expect, it } from "vitest";
import {
  PriorityLock,
  type Priority,
} from "../../server/src/storage/engines/sqlite/priority-lock.ts";

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

it("[LOG11] gives the connection to commits first, and to one at a time", async () => {
  const lock = new PriorityLock();
  const order: string[] = [];
  const ask = (priority: Priority, name: string): void =>
    void lock.acquire(priority).then(() => order.push(name));
  ask("rest", "running");
  await soon();
  for (const name of ["read 1", "read 2"]) ask("rest", name);
  for (const name of ["commit 1", "commit 2"]) ask("commit", name);
  await soon();
  expect(order).toEqual(["running"]);
  for (let turn = 0; turn < 4; turn++) {
    lock.release();
    await soon();
  }
  expect(order).toEqual(["running", "commit 1", "commit 2", "read 1", "read 2"]);
});

it("[LOG11] gives the connection to a commit at once, without a turn of the event loop", async () => {
  const lock = new PriorityLock();
  let turns = 0;
  setImmediate(() => (turns += 1));
  await lock.acquire("commit");
  const next = lock.acquire("commit");
  void lock.acquire("rest");
  lock.release();
  await next;
  expect(turns).toBe(0);
});

it("[LOG11] can be held again after nobody waited", async () => {
  const lock = new PriorityLock();
  for (const priority of ["rest", "commit", "rest", "commit"] as const) {
    await lock.acquire(priority);
    lock.release();
    await soon();
  }
});
