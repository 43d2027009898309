/** Apps whose docks open no window, or one of the system's browser that cannot answer. */
const DOCKS = /\bOBS\/|\bSLOBS\b|Streamlabs/i;

/** Whether the sign-in page, which no page may frame, could take this page's place. */
export function canLeave(): boolean {
  return window.parent === window;
}

/** Whether a page without pop-ups is to sign in by another device at once. (SPEC SI17) */
export function isInDock(): boolean {
  return !canLeave() || DOCKS.test(navigator.userAgent);
}
