/**
 * Whether a page around this one is of another origin: browsers let nobody read such a page.
 * What is clicked here may then be meant for something else, for a frame can be invisible. (SPEC EM7)
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
