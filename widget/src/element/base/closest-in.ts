/**
 * The nearest element of a shadow root that matches, from a node in it, or from the page's content
 * in one of its slots. What the page has around the chat does not count.
 */
export function closestIn(
  root: ShadowRoot,
  from: EventTarget | null,
  selector: string,
): HTMLElement | undefined {
  let node = from as HTMLElement | null;
  while (node && !(root.contains(node) && node.matches(selector)))
    node = node.assignedSlot ?? node.parentElement;
  return node ?? undefined;
}
