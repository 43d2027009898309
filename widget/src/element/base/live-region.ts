import type { Announcing } from "./announce.ts";

/** Long enough for every screen reader to have taken it up, and no longer. */
const SHOWN_MS = 5_000;

/**
 * Puts what is announced into the chat's live region.
 *
 * There is one region, which is there from the start and outside of what is ever hidden or inert:
 * screen readers miss what comes together with its region. Each text is a node of its own, so that
 * the same one is heard again, and goes again, so that nobody finds it when they read the page.
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
