import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface SlowNetwork {
  readonly url: string;
  close(): void;
}

/**
 * A network between a browser and a server with a latency and a shared bandwidth. Opening a
 * connection costs a round trip, as with TCP.
 */
export async function startSlowNetwork(
  targetUrl: string,
  roundTripMs: number,
  bitsPerSecond: number,
): Promise<SlowNetwork> {
  const target = new URL(targetUrl);
  const open = new Set<Socket>();
  /** When the line down is free again. */
  let freeAtMs = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), "127.0.0.1");
    const openedAtMs = performance.now() + roundTripMs;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined).on("close", () => open.delete(socket));
    }
    const end = (): void => void (client.destroy(), upstream.destroy());
    client.on("close", end);
    client.on("data", (chunk) => {
      const atMs = Math.max(performance.now(), openedAtMs) + roundTripMs / 2;
      at(atMs, () => upstream.writable && upstream.write(chunk));
    });
    upstream.on("data", (whole) => {
      // In pieces, as lines carry them: one answer does not wait for the whole of another.
      for (let from = 0; from < whole.length; from += 1_400) {
        const chunk = whole.subarray(from, from + 1_400);
        freeAtMs = Math.max(performance.now(), freeAtMs) + (chunk.length * 8_000) / bitsPerSecond;
        at(freeAtMs + roundTripMs / 2, () => client.writable && client.write(chunk));
      }
    });
    upstream.on("close", () => at(freeAtMs + roundTripMs / 2, end));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

function at(ms: number, run: () => void): void {
  setTimeout(run, Math.max(0, ms - performance.now()));
}
