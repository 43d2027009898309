import { executeServerCommand } from "@web/test-runner-commands";

function send(method: string, params: object): Promise<unknown> {
  return executeServerCommand("dev-tools", { method, params });
}

/** Presses and releases a key, as a keyboard does: the browser itself acts on it. */
export async function press(
  key: string,
  { shift = false, keyCode = 0, text = "" } = {},
): Promise<void> {
  const common = { key, code: key, modifiers: shift ? 8 : 0, windowsVirtualKeyCode: keyCode };
  await send("Input.dispatchKeyEvent", { type: "keyDown", ...common, ...(text && { text }) });
  await send("Input.dispatchKeyEvent", { type: "keyUp", ...common });
}

export function pressEnter({ shift = false } = {}): Promise<void> {
  return press("Enter", { shift, keyCode: 13, text: "\r" });
}

/** Types what an input method is still composing. */
export function compose(text: string): Promise<unknown> {
  return send("Input.imeSetComposition", {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
}

/** Ends a composition with this text. */
export function insertText(text: string): Promise<unknown> {
  return send("Input.insertText", { text });
}

/** A key that the input method has taken for itself. */
export async function pressTaken(key: string): Promise<void> {
  await send("Input.dispatchKeyEvent", {
    type: "rawKeyDown",
    key,
    code: key,
    windowsVirtualKeyCode: 229,
  });
}

export function release(key: string): Promise<unknown> {
  return send("Input.dispatchKeyEvent", {
    type: "keyUp",
    key,
    code: key,
    windowsVirtualKeyCode: 13,
  });
}
