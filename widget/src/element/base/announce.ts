/** What is to be read out. Whoever reads it out says how to take it back. */
export interface Announcing {
  readonly text: string;
  unsay?: () => void;
}

/**
 * Has a screen reader say something; whoever is asked to is around `from`.
 *
 * The function it returns takes the text out of the page, in case that it must not be found there any more.
 */
export function announce(from: EventTarget, text: string): () => void {
  const detail: Announcing = { text };
  from.dispatchEvent(new CustomEvent("announce", { detail, bubbles: true }));
  return detail.unsay ?? (() => undefined);
}
