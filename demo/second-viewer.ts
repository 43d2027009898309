/**
 * Where a second viewer opens.
 *
 * A browser keeps one guest per origin, so on one's own machine the second viewer
 * takes the other loopback name and is another person.
 */
export function secondViewerUrl(): string {
  const url = new URL(location.href);
  if (url.hostname === "localhost") url.hostname = "127.0.0.1";
  else if (url.hostname === "127.0.0.1") url.hostname = "localhost";
  return url.href;
}

/** Opens the link as a window the size of a phone, or as a tab where pop-ups are blocked. */
export function openBeside(link: HTMLAnchorElement): void {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const opened = window.open(link.href, "_blank", "popup,width=420,height=820");
    if (opened) event.preventDefault();
  });
}
