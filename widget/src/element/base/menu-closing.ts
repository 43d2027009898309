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
export function closeWhenLeft(event: Event): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  // Not when what has the focus in it goes, and something else of it gets the focus instead.
  setTimeout(() => {
    const { activeElement } = menu.getRootNode() as ShadowRoot;
    if (!menu.contains(activeElement)) menu.open = false;
  });
}
