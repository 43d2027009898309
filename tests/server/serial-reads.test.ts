import { expect, it } from "vitest";
import { SerialReads } from "../../server/src/chat/streams/serial-reads.ts";
import { settle } from "../widget/support/fake-clock.ts";

it("[LOG7] reads of a stream run one after another, and a failed one keeps no later one from running", async () => {
  const reads = new SerialReads();
  const failing = reads.add(() => Promise.reject(new Error("away")));
  const order: number[] = [];
  const later = [1, 2].map((n) =>
    reads.add(async () => {
      order.push(n);
      await settle();
      order.push(n);
    }),
  );
  await expect(failing).rejects.toThrow("away");
  await Promise.all(later);
  expect(order).toEqual([1, 1, 2, 2]);
});

it("[LOG7] those who wait for the same fail together, and who comes later tries again", async () => {
  const reads = new SerialReads();
  let tries = 0;
  const fail = () => {
    tries += 1;
    return Promise.reject(new Error("away"));
  };
  const crowd = [1, 2, 3].map(() => reads.addShared(fail));
  for (const { status } of await Promise.allSettled(crowd)) expect(status).toBe("rejected");
  expect(tries).toBe(1);
  await expect(reads.addShared(fail)).rejects.toThrow("away");
  expect(tries).toBe(2);
  await reads.addShared(() => Promise.resolve());
});
