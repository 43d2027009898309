import { test as base, expect, type BrowserContextOptions } from "playwright/test";

import { createChatServer, type ChatServer, type ChatServerOptions } from "live-chat-server";

import { openOtherSite, type OtherSite } from "./other-site.ts";
import { Viewer } from "./viewer.ts";

interface Fixtures {
  /** Starts a chat server on a free port, in demo mode and in memory unless told otherwise. */
  startServer: (options?: ChatServerOptions) => Promise<ChatServer>;
  /** A chat server for tests that need just one. */
  server: ChatServer;
  /** Opens a web site on another origin, with these pages by path. */
  openSite: (pages: Record<string, string>, headers?: Record<string, string>) => Promise<OtherSite>;
  /** A new viewer with their own browser profile. Their page must stay without errors. */
  newViewer: (options?: BrowserContextOptions) => Promise<Viewer>;
}

export const test = base.extend<Fixtures>({
  startServer: async ({}, use) => {
    const started: ChatServer[] = [];
    await use(async (options = {}) => {
      const server = await createChatServer({
        port: 0,
        databaseUrl: "memory:",
        rateLimit: "off",
        logLevel: "silent",
        ...options,
      });
      started.push(server);
      return server;
    });
    await Promise.all(started.map((server) => server.close()));
  },

  server: async ({ startServer }, use) => use(await startServer()),

  openSite: async ({}, use) => {
    const opened: OtherSite[] = [];
    await use(async (pages, headers) => {
      const site = await openOtherSite(pages, headers);
      opened.push(site);
      return site;
    });
    await Promise.all(opened.map((site) => site.close()));
  },

  // After the servers in this list, so that pages are closed before what they talk to.
  newViewer: async ({ browser, startServer: _server, openSite: _site }, use) => {
    const viewers: Viewer[] = [];
    await use(async (options = {}) => {
      // A still picture leaves the machine to what is tested.
      const context = await browser.newContext({ reducedMotion: "reduce", ...options });
      const viewer = new Viewer(await context.newPage());
      viewers.push(viewer);
      return viewer;
    });
    const troubles = viewers.flatMap((viewer) => viewer.troubles);
    await Promise.all(viewers.map((viewer) => viewer.page.context().close()));
    expect(troubles, "errors on the pages").toEqual([]);
  },
});

export { expect };
