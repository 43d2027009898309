import { expect, it } from "vitest";
import { WorkerBusHub } from "../../server/src/fan-out/workers/worker-bus-hub.ts";
import { readEnvelope, writeEnvelope } from "../../server/src/fan-out/envelope.ts";
import type { FromHub } from "../../server/src/fan-out/workers/hub-message.ts";

it("[LOG6] every follower of a stream but the sender is told, until it stops following", () => {
  const hub = new WorkerBusHub();
  const heard: number[] = [];
  for (const id of [1, 2, 3, 4])
    hub.join(id, ({ kind }, done) => {
      if (kind === "told") heard.push(id);
      done();
    });
  const tell = (): number[] => {
    heard.length = 0;
    hub.receive(1, { kind: "tell", streamId: "s1", envelope: "a {}" });
    return [...heard];
  };
  for (const id of [1, 2, 3]) hub.receive(id, { kind: "follow", streamId: "s1" });
  expect(tell()).toEqual([2, 3]);
  hub.receive(2, { kind: "unfollow", streamId: "s1" });
  expect(tell()).toEqual([3]);
  hub.leave(3);
  expect(tell()).toEqual([]);
});

it("[LOG6] an envelope is read by others than its sender, and junk by nobody", () => {
  const message = { kind: "farewell" } as const;
  const envelope = writeEnvelope("a", message);
  expect(readEnvelope(envelope, "b")).toEqual({ from: "a", message });
  expect(readEnvelope(envelope, "a")).toBeUndefined();
  for (const junk of ["", " ", "a", " {}", "a {"]) expect(readEnvelope(junk)).toBeUndefined();
});

it("[LOG6] a worker that has ended follows nothing, whatever of it arrives later", () => {
  const hub = new WorkerBusHub();
  const heard: FromHub[] = [];
  const listen = (message: FromHub, done: () => void) => {
    heard.push(message);
    done();
  };
  hub.join(1, listen);
  hub.join(2, () => undefined);
  hub.leave(1);
  hub.receive(1, { kind: "follow", streamId: "s1" });
  hub.join(1, listen);
  hub.receive(2, { kind: "tell", streamId: "s1", envelope: "b {}" });
  expect(heard).toEqual([]);
  hub.receive(1, { kind: "follow", streamId: "s1" });
  hub.receive(2, { kind: "tell", streamId: "s1", envelope: "b {}" });
  expect(heard.map(({ kind }) => kind)).toEqual(["following", "told"]);
});
