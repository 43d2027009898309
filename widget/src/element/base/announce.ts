/** A text to be read out. The announcer sets how to remove it again. */
export interface Announcing {
  readonly text: string;
  unsay?: () => void;
}

/**
 * Makes a screen reader read a text; an ancestor of `from` handles the event.
 *
 * The returned function removes the text from the page, in case it must not be found there any
 * more.
 */
export function announce(from: EventTarget, text: string): () => void {
  const detail: Announcing = { text };
  from.dispatchEvent(new CustomEvent("announce", { detail, bubbles: true }));
  return detail.unsay ?? (() => undefined);
}
