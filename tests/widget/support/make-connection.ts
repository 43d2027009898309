import { expect } from "vitest";
import { Connection } from "../../../widget/src/store/connection.ts";
import type { RoomListener } from "../../../widget/src/store/connection-events.ts";
import type { HelloVerdict } from "../../../widget/src/store/hello.ts";
import type { Token } from "../../../widget/src/store/token.ts";
import type { WakeUpEvents } from "../../../widget/src/store/wake-ups.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeNetwork } from "./fake-transport.ts";

/** A room that takes no notice. */
export const QUIET: RoomListener = {
  onLinkChange: () => undefined,
  onEntries: () => undefined,
  presence: { onCount: () => undefined, onPerson: () => undefined },
  onMe: () => undefined,
  onStaffNews: () => undefined,
};

/** A connection over a network that the test plays. */
export function makeConnection(verdict: HelloVerdict = "welcome", token?: Token) {
  const clock = new FakeClock();
  const network = new FakeNetwork();
  const device = { isOnline: true, events: undefined as WakeUpEvents | undefined };
  const options = { serverUrl: "http://chat.test", token, guestCredential: () => undefined };
  const connection = new Connection(options, {
    clock,
    transports: [network.open],
    askHello: () => Promise.resolve(verdict),
    wakeUps: {
      isOnline: () => device.isOnline,
      subscribe: (events) => {
        device.events = events;
        return () => {
          device.events = undefined;
        };
      },
    },
  });
  return { clock, network, device, connection };
}

/** The same, let in. */
export async function makeUp() {
  const made = makeConnection();
  made.connection.addRoom("s", QUIET);
  await made.network.welcome();
  expect(made.connection.state).toEqual({ status: "up" });
  return made;
}
