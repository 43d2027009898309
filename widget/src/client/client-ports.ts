import { openSocketIoLink } from "./connection/socket-io-link.ts";
import { systemClock, type Clock } from "./clock.ts";
import { ConnectionPool } from "./connection/connection-pool.ts";
import { probeServer } from "./connection/probe-server.ts";
import { makeDeviceStorage, type DeviceStorage } from "./device-storage.ts";
import { browserNetworkSignals } from "./connection/network-signals.ts";

/** The environment of a client; tests replace it. */
export interface ClientPorts {
  clock: Clock;
  deviceStorage: DeviceStorage;
  pool: ConnectionPool;
}

let shared: ClientPorts | undefined;

/** Shared by all clients of the page, so that they share connections. */
export function browserPorts(): ClientPorts {
  if (shared) return shared;
  const deviceStorage = makeDeviceStorage();
  const connectionPorts = {
    openLink: openSocketIoLink,
    probeServer,
    networkSignals: browserNetworkSignals,
    clock: systemClock,
  };
  shared = {
    clock: systemClock,
    deviceStorage,
    pool: new ConnectionPool(connectionPorts, deviceStorage),
  };
  return shared;
}
