import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** Sets the timeouts that keep slow and silent clients from occupying a server. (SPEC CN18) */
export function hardenHttpServer(server: Server): Server {
  server.headersTimeout = 5_000;
  server.requestTimeout = 8_000;
  server.keepAliveTimeout = 5_000;
  // Of a connection that takes nothing of its answer: three times what a polling request may wait.
  server.timeout = 30_000;
  server.on("clientError", answerClientError);
  return server;
}

const STATUS_OF: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Answers invalid HTTP as Node does, with the header that all our answers have. (SPEC CN12) */
function answerClientError({ code = "" }: NodeJS.ErrnoException, socket: Duplex): void {
  const { _httpMessage: begun } = socket as { _httpMessage?: { headersSent: boolean } };
  if (!socket.writable || code === "ECONNRESET" || begun?.headersSent) return void socket.destroy();
  const status = STATUS_OF[code] ?? "400 Bad Request";
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n`,
    () => socket.destroy(),
  );
}

/** Listens, and resolves with the port; rejects with a sentence that says what to do. */
export function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, port, host)));
    // The default backlog of 511 would refuse a crowd that reconnects.
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
