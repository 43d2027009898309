import { make } from "../make-element.ts";
import type { Texts } from "../texts/texts.ts";

/** Copies an address, and says so; where that is forbidden, shows it. */
export function copyButton(texts: Texts, address: string, label: string): HTMLElement {
  const told = make("span", { className: "told", role: "status" });
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      told.textContent = texts.copied;
    } catch {
      told.textContent = address;
    }
  };
  return make(
    "div",
    { className: "copy" },
    make("button", {
      type: "button",
      className: "button",
      textContent: label,
      on: { click: () => void copy() },
    }),
    told,
  );
}
