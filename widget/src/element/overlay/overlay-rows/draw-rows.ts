import type { LogRow } from "../../../client/index.ts";
import { makeRow } from "./make-row.ts";
import { adoptOverlayStyles } from "./overlay-styles.ts";

/** What a page sets for an overlay. */
export interface OverlayOptions {
  readonly avatars: "on" | "off";
  readonly maxRows: number;
  /** After so many seconds a message is gone; 0 keeps it. */
  readonly fadeAfter: number;
}

/**
 * Shows the newest messages: nothing to press, nothing of how the connection
 * is doing, and what is removed is gone at once, also while it fades.
 */
export function drawRows(
  root: ShadowRoot,
  rows: readonly LogRow[],
  { avatars, maxRows, fadeAfter }: OverlayOptions,
): void {
  const list = root.querySelector<HTMLElement>(".overlay-rows");
  if (!list) return;
  adoptOverlayStyles(root);
  list.classList.toggle("fading", fadeAfter > 0);
  // By the object model and not by a style attribute, which strict policies forbid.
  list.style.setProperty("--_fade-after", `${fadeAfter}s`);

  const shown = rows.filter((row) => row.kind === "message").slice(-Math.max(1, maxRows));
  const drawn = new Map([...list.children].map((row) => [row.getAttribute("data-id"), row]));
  // From the newest on: where one was removed, an older one comes back above the others.
  let below: Element | null = null;
  for (const row of shown.reverse()) {
    const known = drawn.get(row.id);
    drawn.delete(row.id);
    // Moving an element would begin its animation anew.
    below = known ?? list.insertBefore(makeRow(row, avatars !== "off"), below);
  }
  for (const gone of drawn.values()) gone.remove();
}
