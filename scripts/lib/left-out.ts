import { join } from "node:path";

import { ROOT } from "./paths.ts";

/** Where what stands in for something else is. */
export const BASE = join(ROOT, "widget/src/element/base");
const NO_BINARY = join(BASE, "no-binary.ts");
const SOCKET_IO = join(ROOT, "node_modules/socket.io-client/build/esm");

/** Of libraries, what the chat has no use for, and what the script files have in its place. (Decision 0016) */
export const UNUSED = {
  "./webtransport.js": join(BASE, "no-webtransport.ts"),
  "./binary.js": NO_BINARY,
  "./is-binary.js": NO_BINARY,
  "./contrib/base64-arraybuffer.js": NO_BINARY,
  "./contrib/backo2.js": join(BASE, "no-backoff.ts"),
  // Its entry has `io()` beside the Manager, which is all that is used.
  "socket.io-client": join(SOCKET_IO, "manager.js"),
};

/** And what is for developers, in files that bring it from elsewhere. */
export const LEFT_OUT = { ...UNUSED, "./error-sentences.ts": join(BASE, "no-sentences.ts") };
