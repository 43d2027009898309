/** Lets a browser test press keys as a keyboard does: no page can do that to itself. */
export function keyboardPlugin() {
  return {
    name: "keyboard",
    /** @param {{ command: string, payload: { key: string, shift: boolean }, session: import("@web/test-runner").TestSession }} call */
    async executeCommand({ command, payload, session }) {
      if (command !== "press-key") return undefined;
      const { key, shift } = payload;
      const { browser } = session;
      await ("getPage" in browser
        ? pressInPage(browser.getPage(session.id).keyboard, key, shift)
        : pressByDriver(browser.driver, key, shift));
      return { ok: true };
    },
  };
}

async function pressInPage(keyboard, key, shift) {
  if (shift) await keyboard.down("Shift");
  await keyboard.press(key);
  if (shift) await keyboard.up("Shift");
}

/** WebDriver has no names for keys, but code points of its own. */
const CODE_POINTS = {
  Tab: "\uE004",
  Enter: "\uE007",
  Escape: "\uE00C",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  Backspace: "\uE003",
  Delete: "\uE017",
  Shift: "\uE008",
};

async function pressByDriver(driver, key, shift) {
  const actions = driver.actions();
  const pressed = CODE_POINTS[key] ?? key;
  if (shift) actions.keyDown(CODE_POINTS.Shift);
  actions.keyDown(pressed).keyUp(pressed);
  if (shift) actions.keyUp(CODE_POINTS.Shift);
  await actions.perform();
}
