/** The address of the server that this page is from; it may be under a path of its origin. */
export const SERVER: string = new URL(".", location.href).href.replace(/\/$/, "");
