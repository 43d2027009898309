import { join } from "node:path";

import { defaultClientConditions, type Plugin } from "vite";

import { makeEmojiData } from "./emoji-data.ts";
import { ROOT } from "./paths.ts";

/** Lets Vite's development server answer `/live-chat.js` with the widget's source, and give out emoji. */
export function widgetFromSource(): Plugin {
  return {
    name: "widget-from-source",
    config: () => ({
      define: { LIVE_CHAT_VERSION: JSON.stringify("development") },
      resolve: { conditions: ["live-chat-source", ...defaultClientConditions] },
    }),
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const lang = /^\/emoji\/([a-z]{2})\.json/.exec(request.url ?? "")?.[1];
        if (lang) {
          response.end(JSON.stringify(makeEmojiData(lang)));
          return;
        }
        if (request.url === "/live-chat.js")
          request.url = `/@fs${join(ROOT, "widget/src/define.ts")}`;
        next();
      });
    },
  };
}
