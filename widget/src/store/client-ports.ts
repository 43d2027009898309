import { systemClock, type Clock } from "./clock.ts";
import { ConnectionPool } from "./connection-pool.ts";
import { askHello } from "./hello.ts";
import { makeBrowserKeepsakes, type Keepsakes } from "./keepsakes.ts";
import { browserWakeUps } from "./wake-ups.ts";

/** What a client needs of the world; tests bring their own. */
export interface ClientPorts {
  clock: Clock;
  keepsakes: Keepsakes;
  pool: ConnectionPool;
}

let shared: ClientPorts | undefined;

/** The same for every client of the page, so that they share connections. */
export function browserPorts(): ClientPorts {
  if (shared) return shared;
  const keepsakes = makeBrowserKeepsakes();
  const connectionPorts = { askHello, wakeUps: browserWakeUps, clock: systemClock };
  shared = {
    clock: systemClock,
    keepsakes,
    pool: new ConnectionPool(connectionPorts, keepsakes),
  };
  return shared;
}
