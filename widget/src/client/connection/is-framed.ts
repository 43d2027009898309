/**
 * Whether a page around this one has another origin. Such a frame may be invisible, so that clicks
 * are meant for something else. Browsers do not allow reading the other page. (SPEC EM7)
 */
export function isFramed(): boolean {
  try {
    // Outside of browsers there is no window, or one without a parent.
    let page: Window | null = globalThis.window;
    while (page?.parent && page.parent !== page) page = page.parent.document.defaultView;
    return false;
  } catch {
    return true;
  }
}
