/** Lets a browser test speak to Chromium's DevTools, for what a page cannot do to itself. */
export function devToolsPlugin() {
  return {
    name: "dev-tools",
    /** @param {{ command: string, payload: { method: string, params: object }, session: import("@web/test-runner").TestSession }} call */
    async executeCommand({ command, payload, session }) {
      if (command !== "dev-tools") return undefined;
      const launcher = /** @type {import("@web/test-runner-chrome").ChromeLauncher} */ (
        session.browser
      );
      const page = launcher.getPage(session.id);
      const devTools = await page.createCDPSession();
      await devTools.send(
        /** @type {never} */ (payload.method),
        /** @type {never} */ (payload.params),
      );
      await devTools.detach();
      return { ok: true };
    },
  };
}
