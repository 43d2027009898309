/** Nearer to the end than this, in CSS pixels, counts as reading the newest. */
const END_SLACK = 32;

export function isAtEnd(scroller: Element): boolean {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= END_SLACK;
}

/**
 * Remembers what stands at the top of a scroller, and gives a function that
 * puts it back there after rows were added or taken away around it.
 *
 * Browsers' own scroll anchoring is off in the list: not all of them have it.
 */
export function holdPlace(scroller: Element): () => void {
  const topOf = (element: Element): number =>
    element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  const anchor = [...scroller.querySelectorAll(".row")].find(
    (row) => topOf(row) + row.clientHeight > 0,
  );
  if (!anchor) return () => undefined;
  const before = topOf(anchor);
  return () => {
    if (anchor.isConnected) scroller.scrollTop += topOf(anchor) - before;
  };
}
