import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** What happens to a WebSocket: its request is never answered, or it is cut after the answer to the request. */
export type WebSocketFault = "unanswered" | "cut after the upgrade";

/** A proxy that forwards everything except WebSockets. It is closed after the test. */
export interface CuttingProxy {
  readonly url: string;
  /** How many WebSockets were asked for. */
  readonly webSocketCount: number;
  /** Cuts the WebSockets that are open. */
  cutWebSockets(): void;
}

/** Starts a proxy in front of a server; without a fault, WebSockets last until they are cut. */
export async function startCuttingProxy(
  targetUrl: string,
  fault?: WebSocketFault,
): Promise<CuttingProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  const webSockets = new Set<Socket>();
  let webSocketCount = 0;
  const server = createServer((client) => {
    sockets.add(client);
    client.on("error", () => undefined).on("close", () => sockets.delete(client));
    client.once("data", (request) => {
      const isWebSocket = /^upgrade: websocket/im.test(request.toString("latin1"));
      if (isWebSocket) webSocketCount += 1;
      if (isWebSocket && fault === "unanswered") return;
      const upstream = connect(Number(target.port), "127.0.0.1");
      upstream.on("error", () => undefined).on("close", () => client.destroy());
      client.on("close", () => upstream.destroy());
      upstream.write(request);
      if (!isWebSocket) {
        client.pipe(upstream).pipe(client);
      } else if (fault) {
        upstream.once("data", (answer) => {
          const head = answer.subarray(0, answer.indexOf("\r\n\r\n") + 4);
          client.end(head);
          upstream.destroy();
        });
      } else {
        webSockets.add(client);
        client.on("close", () => webSockets.delete(client));
        client.pipe(upstream).pipe(client);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get webSocketCount() {
      return webSocketCount;
    },
    cutWebSockets: () => {
      for (const socket of webSockets) socket.resetAndDestroy();
    },
  };
}
