import { onTestFinished } from "vitest";
import type { ChatServer } from "../../server/src/chat-server.ts";
import { startChatServer, type TestOverrides } from "../../server/src/create-chat-server.ts";
import { toOptions } from "../../server/src/options.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import { DIRECT_WRITES } from "./direct-writes.ts";

/** Starts a server on a free port and closes it after the test. */
export async function startServer(
  options: ChatServerOptions = {},
  overrides: TestOverrides = {},
): Promise<ChatServer> {
  const server = await startChatServer(
    toOptions({
      port: 0,
      databaseUrl: "memory:",
      logLevel: "silent",
      rateLimit: "off",
      directWrites: DIRECT_WRITES,
      ...options,
    }),
    overrides,
  );
  onTestFinished(() => server.close());
  return server;
}
