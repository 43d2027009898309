/** Interval for hidden pages, which get no frames, and for chats without a box. */
const HIDDEN_MS = 250;

/**
 * Runs a task before the next frame of an element, or after a while if there are no frames; the
 * returned function cancels it.
 */
export function nextFrame(element: HTMLElement, run: () => void): () => void {
  // The element may be in another window than this script's, which runs while this one is hidden.
  const { hidden, defaultView } = element.ownerDocument;
  if (hidden || !defaultView || element.checkVisibility?.() === false) {
    const timer = setTimeout(run, HIDDEN_MS);
    return () => clearTimeout(timer);
  }
  const frame = defaultView.requestAnimationFrame(run);
  return () => defaultView.cancelAnimationFrame(frame);
}

/**
 * Runs a task after the next frame of an element, so that the frame is drawn and keys are handled
 * before it; the returned function cancels it.
 */
export function afterFrame(element: HTMLElement, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancelFrame = nextFrame(element, () => (timer = setTimeout(run)));
  return () => {
    cancelFrame();
    clearTimeout(timer);
  };
}
