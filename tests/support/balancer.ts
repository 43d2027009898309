import { connect, createServer, type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/**
 * A load balancer without stickiness: it uses servers in turn, and the next one if a server does
 * not answer.
 */
export async function startBalancer(urls: readonly string[]): Promise<string> {
  let turn = 0;
  const server = createServer((client) => {
    const tryNext = (left: number): void => {
      const { port, hostname } = new URL(urls[turn++ % urls.length]!);
      const upstream = connect(Number(port), hostname, () => client.pipe(upstream).pipe(client));
      let isOpen = false;
      upstream.once("connect", () => (isOpen = true));
      upstream.on("error", () => (isOpen || left === 0 ? client.destroy() : tryNext(left - 1)));
      upstream.on("close", () => isOpen && client.destroy());
      client.on("error", () => upstream.destroy()).on("close", () => upstream.destroy());
    };
    tryNext(urls.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
