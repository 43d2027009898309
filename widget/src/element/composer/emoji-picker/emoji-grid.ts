import { html, type TemplateResult } from "lit";
import { inTone, type Emoji } from "../emoji/emoji.ts";

/** A grid of emoji as one tab stop, with arrow keys in both directions. */
export function emojiGrid(
  list: readonly Emoji[],
  tone: number,
  label: string,
  onPick: (one: Emoji) => void,
): TemplateResult {
  return html`<div
    class="emoji-grid"
    role="listbox"
    aria-label=${label}
    @keydown=${moveByArrows}
    @focusin=${makeTabStop}
  >
    ${list.map(
      (one, index) =>
        html`<button
          class="emoji"
          role="option"
          aria-selected="false"
          aria-label=${one.name}
          title=${one.name}
          tabindex=${index === 0 ? 0 : -1}
          @click=${() => onPick(one)}
        >
          ${inTone(one, tone)}
        </button>`,
    )}
  </div>`;
}

function makeTabStop({ currentTarget, target }: FocusEvent): void {
  for (const button of (currentTarget as Element).querySelectorAll("button"))
    button.tabIndex = button === target ? 0 : -1;
}

function moveByArrows(event: KeyboardEvent): void {
  const buttons = [...(event.currentTarget as Element).querySelectorAll("button")];
  const next = buttons[nextIndex(event.key, buttons, buttons.indexOf(event.target as never))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function nextIndex(key: string, buttons: readonly HTMLElement[], index: number): number {
  const [first] = buttons;
  const perRow = buttons.filter(({ offsetTop }) => offsetTop === first?.offsetTop).length;
  const isRtl = first !== undefined && getComputedStyle(first).direction === "rtl";
  switch (key) {
    case "ArrowRight":
      return index + (isRtl ? -1 : 1);
    case "ArrowLeft":
      return index + (isRtl ? 1 : -1);
    case "ArrowDown":
      return index + perRow;
    case "ArrowUp":
      return index - perRow;
    case "Home":
      return 0;
    case "End":
      return buttons.length - 1;
    default:
      return -1;
  }
}
