/** Events that pages use for gestures and selections, such as swiping a carousel. */
const FIELD_EVENTS =
  "pointerdown mousedown touchstart touchmove touchend selectstart dragstart contextmenu copy cut paste";

/**
 * Stops events that are meant for the chat from reaching the page: keys, events in fields, and
 * scrolling.
 *
 * A page sees the element as the target of all of them, and does not know its fields and lists: its
 * hotkeys, selection blocking and scroll locks would interfere. All listeners are passive.
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
  // With Ctrl, the wheel zooms the page.
  keep(
    "wheel touchmove",
    (event) => !(event as MouseEvent).ctrlKey && pathIn(host, event).some(scrolls),
  );
}

/** The elements of the chat on an event's path, innermost first. */
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
