import { onTestFinished } from "vitest";
import { createChatServer } from "../../server/src/create-chat-server.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";

/** Starts a server on a free port and closes it when the test is over. */
export async function startServer(options: ChatServerOptions = {}): Promise<{ url: string }> {
  const server = await createChatServer({
    port: 0,
    databaseUrl: "memory:",
    logLevel: "silent",
    rateLimit: "off",
    ...options,
  });
  onTestFinished(() => server.close());
  return { url: server.url };
}
