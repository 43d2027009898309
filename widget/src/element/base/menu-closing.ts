/** Closes the `<details>` that a menu is on Escape, and gives its button the focus back. */
export function closeOnEscape(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.key !== "Escape" || !menu.open) return;
  // Or the page's dialog would close as well.
  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

/** Closes it when the focus goes elsewhere, as it does with a click beside it. */
export function closeWhenLeft(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
}
