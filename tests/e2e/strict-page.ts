import type { ChatServer, ChatServerOptions } from "live-chat-server";

import type { OtherSite } from "./other-site.ts";

interface Openers {
  startServer: (options?: ChatServerOptions) => Promise<ChatServer>;
  openSite: (pages: Record<string, string>, headers?: Record<string, string>) => Promise<OtherSite>;
}

/** A chat on a page of another origin that lets the chat's server in, and nothing else. */
export async function openStrictPage(
  { startServer, openSite }: Openers,
  file: "live-chat.js" | "live-chat.umd.js",
  attributes = "",
): Promise<{ server: ChatServer; site: OtherSite }> {
  const pages: Record<string, string> = {};
  const headers: Record<string, string> = {};
  const site = await openSite(pages, headers);
  const server = await startServer({ guests: true, host: "127.0.0.1", origins: [site.origin] });
  const type = file === "live-chat.js" ? ' type="module"' : "";
  headers["content-security-policy"] =
    `default-src 'none'; script-src ${server.url}; style-src 'none'; ` +
    `img-src data:; connect-src ${server.url} ${server.url.replace("http", "ws")}`;
  pages["/"] =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">` +
    `<script${type} src="${server.url}/${file}"></script></head>` +
    `<body><live-chat stream-id="s1" ${attributes}></live-chat></body></html>`;
  return { server, site };
}
