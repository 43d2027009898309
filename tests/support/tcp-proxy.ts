import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A network between clients and a server that a test controls. */
export class TcpProxy {
  /** Where clients connect. */
  readonly url: string;
  readonly #clients: Set<Socket>;
  readonly #server: Server;
  #swallowing = false;
  #target: URL;

  private constructor(url: string, clients: Set<Socket>, server: Server, target: URL) {
    this.#target = target;
    this.#server = server;
    this.url = url;
    this.#clients = clients;
  }

  /** Starts a proxy in front of a server; it ends with the test. */
  static async start(targetUrl: string): Promise<TcpProxy> {
    const clients = new Set<Socket>();
    const server = createServer((client) => {
      const upstream = connect(Number(proxy.#target.port), proxy.#target.hostname);
      clients.add(client);
      client.on("data", (chunk) => upstream.write(chunk));
      upstream.on("data", (chunk) => {
        if (!proxy.#swallowing) client.write(chunk);
      });
      const end = () => {
        clients.delete(client);
        client.destroy();
        upstream.destroy();
      };
      for (const socket of [client, upstream]) socket.on("close", end).on("error", end);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const proxy = new TcpProxy(url, clients, server, new URL(targetUrl));
    onTestFinished(() => {
      proxy.cutAll();
      server.close();
    });
    return proxy;
  }

  /** Drops everything on its way to the clients, or stops doing so. */
  swallowAnswers(swallow: boolean): void {
    this.#swallowing = swallow;
  }

  /** Resolves when the next client has connected. */
  newClient(): Promise<void> {
    return new Promise((resolve) => this.#server.once("connection", () => resolve()));
  }

  /** Directs new connections to another server; existing ones stay. */
  leadTo(targetUrl: string): void {
    this.#target = new URL(targetUrl);
  }

  /** Resets every connection. */
  cutAll(): void {
    for (const client of [...this.#clients]) client.resetAndDestroy();
  }

  /** Resets one connection, chosen by a number from 0 to below 1. */
  cutOne(chance: number): void {
    [...this.#clients][Math.floor(chance * this.#clients.size)]?.resetAndDestroy();
  }
}
