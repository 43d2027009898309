/**
 * What there is to read in an element, rows out of sight included: of those that
 * `content-visibility` leaves out, Firefox and WebKit give no `innerText`.
 */
export function readText(element: HTMLElement): string {
  const rows = [...element.querySelectorAll(".row")].map(({ textContent }) => textContent);
  return [element.innerText, ...rows].join("\n");
}
