import type { Announcing } from "./announce.ts";

/** Long enough for every screen reader to notice the text. */
const SHOWN_MS = 5_000;

/**
 * Puts announced texts into the chat's live region.
 *
 * There is one region, present from the start and never hidden or inert: screen readers miss texts
 * that are added together with their region. Each text is a separate node, so that a repeated one
 * is read again, and it is removed again, so that nobody finds it when reading the page.
 */
export function onAnnounce({ currentTarget, detail }: CustomEvent<Announcing>): void {
  const region = (currentTarget as Element).querySelector(".live-region");
  if (!region || !detail.text) return;
  const said = document.createElement("p");
  said.textContent = detail.text;
  region.append(said);
  detail.unsay = () => said.remove();
  setTimeout(detail.unsay, SHOWN_MS);
}
