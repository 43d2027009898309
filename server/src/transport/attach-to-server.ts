import { ServerResponse, type IncomingMessage, type Server } from "node:http";
import type { Server as SecureServer } from "node:https";
import type { Socket } from "node:net";

/** The server of another app. */
export type HostServer = Server | SecureServer;

type Emit = (this: unknown, event: string | symbol, ...args: unknown[]) => boolean;

export interface AttachedHandlers {
  isOurs(url: string): boolean;
  onRequest(request: IncomingMessage, response: ServerResponse): void;
  onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
}

/**
 * Serves the chat's paths on another app's HTTP server; the returned function undoes that.
 *
 * The host's listeners, including ones added later (frameworks often add theirs at the first
 * request), stay unchanged and do not see requests for the chat. So this wraps `emit`, as tracers
 * do.
 */
export function attachToServer(host: HostServer, guest: AttachedHandlers): () => void {
  const emitter = host as unknown as { emit: Emit };
  const before = Object.getOwnPropertyDescriptor(host, "emit");
  const { emit } = emitter;
  let isOver = false;

  const look: Emit = function (event, ...args) {
    const pass = () => emit.call(this, event, ...args);
    if (isOver || (event !== "request" && event !== "upgrade")) return pass();
    const [request, other, head] = args as [IncomingMessage, never, Buffer];
    if (guest.isOurs(request.url ?? "")) {
      if (event === "request") guest.onRequest(request, other);
      else guest.onUpgrade(request, other, head);
      return true;
    }
    if (event === "request" || host.listenerCount("upgrade") > 1) return pass();
    // Without another upgrade listener, Node would have treated this as an ordinary request.
    return emit.call(this, "request", request, answerTo(request, other));
  };
  emitter.emit = look;
  // Node emits an upgrade only if there is a listener.
  host.on("upgrade", ignore);

  return () => {
    isOver = true;
    host.off("upgrade", ignore);
    // If somebody has wrapped `emit` after us, ours stays and only passes events on.
    if (emitter.emit !== look) return;
    if (before) Object.defineProperty(host, "emit", before);
    else Reflect.deleteProperty(host, "emit");
  };
}

function answerTo(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  // Not only ended: nobody reads this connection, so its client's end would not be noticed.
  response.once("finish", () => socket.destroySoon());
  socket.once("error", () => socket.destroy());
  return response;
}

function ignore(): void {
  // Handled by the wrapped `emit`.
}
