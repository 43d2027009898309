/** Shows HTML or CSS with its names and values told apart. */
export function showCode(target: HTMLElement, code: string): void {
  const parts = code.split(/([\w-]+="[^"]*"|><\/[\w-]+>|<[\w-]+|--[\w-]+: [^;]+)/);
  // What the pattern captures stands at the odd places.
  target.replaceChildren(...parts.map((part, index) => (index % 2 === 1 ? colored(part) : part)));
}

function colored(part: string): HTMLSpanElement {
  const [, name, sign, value] = /^([\w-]+)(=|: )([^]+)$/.exec(part) ?? [];
  if (!name || !sign || !value) return span("tag", part);
  return span("pair", span("attribute", name), sign, span("value", value));
}

function span(className: string, ...content: (string | Node)[]): HTMLSpanElement {
  const made = document.createElement("span");
  made.className = className;
  made.append(...content);
  return made;
}
