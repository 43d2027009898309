import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChatServerOptions } from "../../../server/src/settings.ts";
import { AskedProcess } from "../asked-process.ts";
import { ON_SERVER_CORE } from "../cores.ts";
import { spawnNode } from "../spawn-node.ts";
import type { LiveChatAnswers } from "./live-chat-server.ts";
import type { Contender, ServerUnderLoad } from "./server-under-load.ts";

/** Our server, which can be asked how it is. */
export interface LiveChatUnderLoad extends ServerUnderLoad {
  readonly process: AskedProcess<LiveChatAnswers>;
}

interface Start {
  options?: ChatServerOptions;
  /** A folder that outlives it; without one, it has one of its own. */
  folder?: string;
  within?: readonly string[];
  /** Whether it is asked how late its event loop was. */
  watchLoop?: boolean;
  /** Flags for Node, such as `--cpu-prof`. */
  flags?: readonly string[];
}

/** Starts our server; its log is durable, in a SQLite file unless told otherwise. */
export async function startLiveChat({
  options = {},
  folder,
  within = ON_SERVER_CORE,
  watchLoop = false,
  flags = [],
}: Start = {}): Promise<LiveChatUnderLoad> {
  const home = folder ?? mkdtempSync(join(tmpdir(), "live-chat-bench-"));
  const databaseUrl = `sqlite:${join(home, "chat.db")}`;
  const given = JSON.stringify({ databaseUrl, rateLimit: "off", guests: true, ...options });
  const args = watchLoop ? [given, "watch-loop"] : [given];
  const child = spawnNode("servers/live-chat-server.ts", args, within, { flags });
  const asked = new AskedProcess<LiveChatAnswers>(child);
  return {
    port: await asked.ask("port"),
    pid: child.pid!,
    process: asked,
    stop: async () => {
      await asked.end();
      if (!folder) rmSync(home, { recursive: true });
    },
  };
}

export const LIVE_CHAT: Contender = {
  name: "live-chat",
  dialect: "live-chat",
  start: () => startLiveChat(),
};

/** The same for viewers who take compressed frames, as browsers do. */
export const LIVE_CHAT_COMPRESSED: Contender = {
  ...LIVE_CHAT,
  name: "live-chat, compressed",
  compress: true,
};
