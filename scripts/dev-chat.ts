import { chdir } from "node:process";

import { ROOT } from "./lib/paths.ts";
import { watchChatServer } from "./lib/watch-chat-server.ts";

chdir(ROOT);
watchChatServer();
