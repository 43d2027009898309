import { expect } from "vitest";
import { ServerConnection } from "../../../widget/src/client/connection/server-connection.ts";
import type { RoomListener } from "../../../widget/src/client/connection/server-events.ts";
import type {
  ProbeResult,
  ProbeServer,
} from "../../../widget/src/client/connection/probe-server.ts";
import type { Token } from "../../../widget/src/client/connection/read-token.ts";
import type { NetworkListener } from "../../../widget/src/client/connection/network-signals.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeNetwork } from "./fake-network.ts";

/** A room that takes no notice. */
export const QUIET: RoomListener = {
  onLinkChange: () => undefined,
  joinRequest: () => undefined,
  onEntries: () => undefined,
  presence: { onCount: () => undefined, onPerson: () => undefined },
  onMe: () => undefined,
  onStaffNews: () => undefined,
  onRejected: () => undefined,
};

/** A connection over a network that the test plays; a probe finds a verdict at once, or is played, too. */
export function makeConnection(verdict: ProbeResult | ProbeServer = "welcome", token?: Token) {
  const clock = new FakeClock();
  const network = new FakeNetwork();
  const device = { isOnline: true, events: undefined as NetworkListener | undefined };
  const options = { serverUrl: "http://chat.test", token, guestCredential: () => undefined };
  const connection = new ServerConnection(options, {
    clock,
    openLink: network.open,
    probeServer: typeof verdict === "function" ? verdict : () => Promise.resolve(verdict),
    networkSignals: {
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
