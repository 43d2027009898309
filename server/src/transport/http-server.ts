import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Sets the time-outs that keep slow and silent clients from holding a server. */
export function hardenHttpServer(server: Server): Server {
  server.headersTimeout = 5_000;
  server.requestTimeout = 8_000;
  server.keepAliveTimeout = 5_000;
  return server;
}

/** Listens, and resolves with the port; rejects with a sentence that says what to do. */
export function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, port, host)));
    // The usual backlog of 511 turns a crowd that reconnects away.
    server.listen({ port, backlog: 4_096, ...(host && { host }) }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host = "this machine"): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new Error(
        `Port ${port} is in use. Stop what listens there, or set CHAT_SERVER_PORT to another port.`,
      );
    case "EACCES":
      return new Error(
        `Port ${port} may not be used by this account. Set CHAT_SERVER_PORT to 1024 or above.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Error(
        `${host} is no address of this machine. Correct CHAT_HOST, or leave it out.`,
      );
    default:
      return error;
  }
}
