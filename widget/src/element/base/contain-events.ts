/** Begins what pages do with fingers, pointers and selections, such as swiping a carousel. */
const FIELD_EVENTS =
  "pointerdown mousedown touchstart touchmove touchend selectstart dragstart contextmenu copy cut paste";

/**
 * Keeps from the page what is meant for the chat: keys, what is done in a field, and scrolling.
 *
 * A page sees the element as the target of all that, and knows of no field and no list in it:
 * its hotkeys, its ban on selecting, its lock on scrolling would take it away. All listeners are
 * passive: nothing waits for them.
 */
export function containEvents(host: HTMLElement): void {
  const keep = (types: string, isKept: (event: Event) => boolean): void => {
    for (const type of types.split(" "))
      host.addEventListener(type, (event) => isKept(event) && event.stopPropagation(), {
        passive: true,
      });
  };
  keep("keydown keypress keyup", () => true);
  keep(
    FIELD_EVENTS,
    (event) => pathIn(host, event)[0]?.matches("input, textarea, select") ?? false,
  );
  // With Ctrl, a wheel makes the page larger.
  keep(
    "wheel touchmove",
    (event) => !(event as MouseEvent).ctrlKey && pathIn(host, event).some(scrolls),
  );
}

/** The elements in the chat that an event is about, the innermost first. */
function pathIn(host: HTMLElement, event: Event): Element[] {
  const path = event.composedPath();
  return path.slice(0, path.indexOf(host)).filter((target) => target instanceof Element);
}

function scrolls(element: Element): boolean {
  const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
  return (
    (scrollHeight > clientHeight || scrollWidth > clientWidth) &&
    /auto|scroll/.test(getComputedStyle(element).overflow)
  );
}
