/** What a message costs each part of a chat, in µs of CPU. */
export interface MessageCost {
  /** The event loop of the process that is started: it serves people, or leads the workers. */
  mainThread: number;
  /** Its other threads, nearly all of it the database's. */
  otherThreads: number;
  /** All workers together. */
  workers: number;
  postgres: number;
}

export interface FullCore {
  core: "event loop" | "its threads" | "a worker";
  /** The messages a second at which that core has nothing left. */
  perSecond: number;
}

/**
 * Which core has nothing left first if each process and the database's thread have one of their
 * own, and each message costs what it cost when few were sent.
 */
export function fullAt(workers: number, cost: MessageCost): FullCore {
  const costs: [FullCore["core"], number][] = [
    ["event loop", cost.mainThread],
    ["its threads", cost.otherThreads],
    ["a worker", cost.workers / workers],
  ];
  const [core, us] = costs.reduce((most, one) => (one[1] > most[1] ? one : most));
  return { core, perSecond: 1e6 / us };
}
