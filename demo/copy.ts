import { element } from "./element.ts";

/** What is told of a copy. */
interface Texts {
  readonly copied: string;
  readonly copyByHand: string;
}

/** Makes each button that names what it copies do so, and tell it in the status beside it. */
export function offerCopies(texts: () => Texts): void {
  for (const button of document.querySelectorAll<HTMLElement>("button[data-copies]"))
    button.addEventListener("click", () => {
      const source = element(button.dataset["copies"] ?? "", HTMLElement);
      void copyText(source, texts()).then((told) => {
        const status = button.parentElement?.querySelector("[role=status]");
        if (status) status.textContent = told;
      });
    });
}

/** Copies a text, or where the browser forbids it selects its element; gives what to tell. */
async function copyText(source: HTMLElement, texts: Texts): Promise<string> {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return texts.copied;
  } catch {
    getSelection()?.selectAllChildren(source);
    return texts.copyByHand;
  }
}
