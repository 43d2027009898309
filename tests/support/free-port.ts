import { createServer } from "node:net";

/**
 * Below the range that the system gives to outgoing connections and to port 0: what is free here
 * stays free until the program that is told of it listens there.
 */
const FIRST = 12_000;
const COUNT = 20_000;

/** A port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
