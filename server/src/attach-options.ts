import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { Server } from "node:net";
import type { ChatServerOptions } from "./settings.ts";

/** Where to attach a chat server; only available from code. */
export interface AttachOptions {
  /**
   * An app's server that also serves the chat, whether it listens already or not. The chat uses
   * only its own paths, and leaves the server unchanged when it is closed.
   */
  attachTo?: HttpServer | HttpsServer | undefined;
}

/** Faults of the server to attach to, and of settings that need the command line. */
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
