/** Lets a browser test speak to Chromium's DevTools, for what a page cannot do to itself. */
export function devToolsPlugin() {
  /** Kept, because what a session emulates ends with it. */
  const sessions = new WeakMap();
  return {
    name: "dev-tools",
    /** @param {{ command: string, payload: { method: string, params: object }, session: import("@web/test-runner").TestSession }} call */
    async executeCommand({ command, payload, session }) {
      if (command !== "dev-tools") return undefined;
      const launcher = /** @type {import("@web/test-runner-chrome").ChromeLauncher} */ (
        session.browser
      );
      const page = launcher.getPage(session.id);
      const devTools = sessions.get(page) ?? (await page.createCDPSession());
      sessions.set(page, devTools);
      return { ok: true, result: await devTools.send(payload.method, payload.params) };
    },
  };
}
