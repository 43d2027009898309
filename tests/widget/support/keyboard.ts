import { executeServerCommand } from "@web/test-runner-commands";

/** Presses and releases a key, as a keyboard does: the browser itself acts on it. */
export async function press(key: string, { shift = false } = {}): Promise<void> {
  await executeServerCommand("press-key", { key, shift });
}

export function pressEnter({ shift = false } = {}): Promise<void> {
  return press("Enter", { shift });
}

/** Puts a text where the caret is, as a paste does. */
export async function insertText(text: string): Promise<void> {
  if (!document.execCommand("insertText", false, text)) throw new Error("Nothing takes text here");
}
