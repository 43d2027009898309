import type { Page } from "playwright/test";

/** Counts the connections that a page opens to its chat server, from now on. */
export function openSockets(page: Page, server: string): { readonly opened: number } {
  const { host } = new URL(server);
  const count = { opened: 0 };
  page.on("websocket", (socket) => {
    if (new URL(socket.url()).host === host) count.opened += 1;
  });
  return count;
}
