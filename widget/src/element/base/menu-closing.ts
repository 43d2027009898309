/** Closes a menu's `<details>` on Escape, and returns the focus to its button. */
export function closeOnEscape(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.key !== "Escape" || !menu.open) return;
  // Otherwise the page's dialog would close as well.
  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

/** Closes it when the focus leaves it, as with a click outside. */
export function closeWhenLeft(event: Event): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  // Not if its focused element is removed and another one in it gets the focus.
  setTimeout(() => {
    const { activeElement } = menu.getRootNode() as ShadowRoot;
    if (!menu.contains(activeElement)) menu.open = false;
  });
}
