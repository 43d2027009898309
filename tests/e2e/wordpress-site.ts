import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { ROOT } from "../../scripts/lib/paths.ts";
import { runPlugin, type WordPressUser } from "../support/wordpress.ts";

/** A site that runs the plugin behind a cache of whole pages. */
export interface WordPressSite {
  origin: string;
  /** The one page that everybody gets. */
  page: string;
  /** How often somebody has asked for a token. */
  asked(): number;
  close(): Promise<void>;
}

const MARKER = "live_chat_member_abc123";

/**
 * Serves a page that was made once, and the plugin's answers to who is logged in. The log-in is
 * by name: `/wp-login.php` logs in as whoever the form says, `/logout` out again.
 */
export async function openWordPressSite(
  people: Readonly<Record<string, WordPressUser>>,
  options: Record<string, unknown>,
): Promise<WordPressSite> {
  let page = "";
  let asked = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://site");
    if (pathname === "/wp-json/live-chat/v1/token") {
      asked++;
      const user = people[/logged_in=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? ""];
      const { answer } = runPlugin({
        rest: "live-chat/v1/token",
        server_variables: variablesOf(request),
        home: origin,
        options,
        ...(user && { user }),
      });
      response.writeHead(answer.status, {
        "content-type": "application/json",
        ...answer.headers,
        // As WordPress does it for every site that asks.
        "access-control-allow-origin": request.headers.origin ?? "",
        "access-control-allow-credentials": "true",
      });
      return response.end(JSON.stringify(answer.body));
    }
    if (pathname.endsWith("/members.js")) {
      response.writeHead(200, { "content-type": "text/javascript" });
      return response.end(readFileSync(join(ROOT, "docs/wordpress/members.js")));
    }
    if (pathname === "/wp-login.php" && searchParams.has("as")) {
      const name = searchParams.get("as")!;
      const cookies = [`logged_in=${name}; HttpOnly; Path=/`, `${MARKER}=${Date.now()}; Path=/`];
      const to = searchParams.get("redirect_to") ?? "/";
      return response.writeHead(302, { location: to, "set-cookie": cookies }).end();
    }
    if (pathname === "/logout") {
      const cookies = ["logged_in", MARKER].map((name) => `${name}=; Max-Age=0; Path=/`);
      return response.writeHead(200, { "set-cookie": cookies }).end("Good-bye");
    }
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end(pathname === "/" ? page : loginPage(searchParams.get("redirect_to")));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const content = '[live_chat stream_id="s1" lang="en"]';
  const { html, scripts } = runPlugin({ content, options, home: origin });
  const { "live-chat": chat, "live-chat-members": members } = scripts;
  page =
    '<!doctype html><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">' +
    `<script type="module" src="${chat}"></script>${html}<script src="${members}"></script>`;
  return {
    origin,
    page,
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function loginPage(to: string | null): string {
  return `<!doctype html><meta charset="utf-8"><title>Log in</title><link rel="icon" href="data:,">
    <form><input name="as" aria-label="Name"><button>Log in</button>
    <input type="hidden" name="redirect_to" value="${to ?? "/"}"></form>`;
}

/** A request as PHP tells of it. */
function variablesOf({ method = "", headers }: IncomingMessage): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [
    `HTTP_${name.toUpperCase().replaceAll("-", "_")}`,
    String(value),
  ]);
  return { REQUEST_METHOD: method, ...(Object.fromEntries(named) as Record<string, string>) };
}
