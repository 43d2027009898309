/** The server's address, as the widget on its own pages knows it: without a slash at its end. */
export function ownServer(): string {
  return new URL("..", location.href).href.replace(/\/$/, "");
}
