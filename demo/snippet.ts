import type { Texts } from "./texts/texts.ts";

/** The two lines that put this server's chat on a page. */
export function snippetFor(streamId: string): string {
  return [
    `<script type="module" src="${location.origin}/live-chat.js"></script>`,
    `<live-chat stream-id="${streamId}"></live-chat>`,
  ].join("\n");
}

/** Shows code with its tags, attributes and values told apart. */
export function showCode(target: HTMLElement, code: string): void {
  const parts = code.split(/([\w-]+="[^"]*"|><\/[\w-]+>|<[\w-]+)/);
  // What the pattern captures stands at the odd places.
  target.replaceChildren(...parts.map((part, index) => (index % 2 === 1 ? colored(part) : part)));
}

function colored(part: string): HTMLSpanElement {
  const [, name, value] = /^([\w-]+)=(".*")$/.exec(part) ?? [];
  if (!name || !value) return span("tag", part);
  return span("whole", span("attribute", name), "=", span("value", value));
}

function span(className: string, ...content: (string | Node)[]): HTMLSpanElement {
  const made = document.createElement("span");
  made.className = className;
  made.append(...content);
  return made;
}

/** Copies a text, or where the browser forbids it selects its element; gives what to tell. */
export async function copyText(source: HTMLElement, texts: Texts): Promise<string> {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return texts.copied;
  } catch {
    getSelection()?.selectAllChildren(source);
    return texts.copyByHand;
  }
}
