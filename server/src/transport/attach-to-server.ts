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
 * Lets another app's server carry ours as well; the function that it gives undoes that.
 *
 * The host's listeners stay as they are, and do not hear of what is ours: those that come
 * later, too, as a framework's often do with its first request. That takes a look at events
 * before any listener has them, where tracers take theirs.
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
    // Nobody else upgrades anything here: Node would have made it a request like any other.
    return emit.call(this, "request", request, answerTo(request, other));
  };
  emitter.emit = look;
  // Node asks whether anybody listens before it tells of an upgrade.
  host.on("upgrade", ignore);

  return () => {
    isOver = true;
    host.off("upgrade", ignore);
    // Where somebody has looked in before us since, this one only passes on.
    if (emitter.emit !== look) return;
    if (before) Object.defineProperty(host, "emit", before);
    else Reflect.deleteProperty(host, "emit");
  };
}

function answerTo(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once("finish", () => socket.end());
  socket.once("error", () => socket.destroy());
  return response;
}

function ignore(): void {
  // Heard before it came here.
}
