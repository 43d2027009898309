/** Pages that nobody looks at get no frames, and a chat without a box needs none: their pace. */
const HIDDEN_MS = 250;

/** Runs something before the next frame of an element, or in a moment where there are none; the result calls it off. */
export function nextFrame(element: HTMLElement, run: () => void): () => void {
  // It may stand in another window than this script's, which goes on while this one is hidden.
  const { hidden, defaultView } = element.ownerDocument;
  if (hidden || !defaultView || element.checkVisibility?.() === false) {
    const timer = setTimeout(run, HIDDEN_MS);
    return () => clearTimeout(timer);
  }
  const frame = defaultView.requestAnimationFrame(run);
  return () => defaultView.cancelAnimationFrame(frame);
}
