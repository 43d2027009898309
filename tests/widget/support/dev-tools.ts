import { executeServerCommand } from "@web/test-runner-commands";

function send(method: string, params: object): Promise<unknown> {
  return executeServerCommand("dev-tools", { method, params });
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
export function commit(text: string): Promise<unknown> {
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
