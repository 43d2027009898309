import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { Server } from "node:net";
import type { ChatServerOptions } from "./settings.ts";

/** Where a chat server is put, from code alone. */
export interface AttachOptions {
  /**
   * An app's server that carries the chat as well, before or after it listens. The chat takes
   * its own paths of it and no other, and leaves it as it was when it is closed.
   */
  attachTo?: HttpServer | HttpsServer | undefined;
}

/** What is wrong with what is to be attached to, and what code cannot start. */
export function validateAttachOptions(given: ChatServerOptions & AttachOptions): string[] {
  const { attachTo, port, host, workers } = given;
  const faults: string[] = [];
  if (workers !== undefined && Number(workers) > 1)
    faults.push("workers are started by the command alone: live-chat-server --workers n.");
  if (attachTo !== undefined && !(attachTo instanceof Server))
    faults.push(
      "attachTo cannot be what it is. Give the server of node:http or node:https: " +
        "createServer(app), or what an Express app's listen() returns.",
    );
  if (attachTo && (port !== undefined || host !== undefined))
    faults.push("port and host are those of the server in attachTo. Leave them out.");
  return faults;
}
