import { expect, it } from "vitest";
import { WorkerBusHub } from "../../server/src/fan-out/workers/worker-bus-hub.ts";
import type { FromHub } from "../../server/src/fan-out/workers/hub-message.ts";

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
