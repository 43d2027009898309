/** Brings what fades in to its end: contrast is not measured while it does. */
export function endAnimations(element: Element): void {
  for (const animation of element.shadowRoot!.getAnimations())
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
}
