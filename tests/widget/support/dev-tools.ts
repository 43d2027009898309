import { executeServerCommand } from "@web/test-runner-commands";

async function send(method: string, params: object = {}): Promise<unknown> {
  const answer = await executeServerCommand("dev-tools", { method, params });
  return (answer as { result: unknown }).result;
}

interface Accessible {
  role: string;
  name: string;
}

/**
 * What a screen reader is told of the page, in its order: roles and names.
 *
 * Chromium updates it after the page, so this reads it until it no longer changes.
 */
export async function accessibilityTree(): Promise<Accessible[]> {
  let before: string | undefined;
  for (;;) {
    const tree = await readAccessibilityTree();
    const now = JSON.stringify(tree);
    if (now === before) return tree;
    before = now;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

async function readAccessibilityTree(): Promise<Accessible[]> {
  const { nodes } = (await send("Accessibility.getFullAXTree")) as {
    nodes: { ignored: boolean; role?: { value: string }; name?: { value: string } }[];
  };
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => ({ role: role?.value ?? "", name: name?.value ?? "" }));
}

/** Has the page believe that its reader prefers something. */
export async function emulate(...features: { name: string; value: string }[]): Promise<void> {
  await send("Emulation.setEmulatedMedia", { features });
}

/** Collects all garbage, so that only what something holds is left. */
export async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 3; i++) await send("HeapProfiler.collectGarbage");
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

/** An Enter that the input method leaves to the page, though it composes: a touch keyboard's. */
export async function pressEnterLeft({ shift = false } = {}): Promise<void> {
  await send("Input.dispatchKeyEvent", {
    type: "keyDown",
    key: "Enter",
    code: "Enter",
    text: "\r",
    windowsVirtualKeyCode: 13,
    modifiers: shift ? 8 : 0,
  });
  await release("Enter");
}

export function release(key: string): Promise<unknown> {
  return send("Input.dispatchKeyEvent", {
    type: "keyUp",
    key,
    code: key,
    windowsVirtualKeyCode: 13,
  });
}
