import { join } from "node:path";

import { ROOT } from "./paths.ts";

/** Where what stands in for something else is. */
export const STUBS = join(ROOT, "widget/src/element/build-stubs");
const BINARY_STUB = join(STUBS, "binary-stub.ts");
const SOCKET_IO = join(ROOT, "node_modules/socket.io-client/build/esm");

/** Of libraries, what the chat has no use for, and what the script files have in its place. (Decision 0016) */
export const UNUSED = {
  "./webtransport.js": join(STUBS, "webtransport-stub.ts"),
  "./binary.js": BINARY_STUB,
  "./is-binary.js": BINARY_STUB,
  "./contrib/base64-arraybuffer.js": BINARY_STUB,
  "./contrib/backo2.js": join(STUBS, "backoff-stub.ts"),
  // Its entry has `io()` beside the Manager, which is all that is used.
  "socket.io-client": join(SOCKET_IO, "manager.js"),
};

/** And what is for developers, in files that bring it from elsewhere. */
export const LEFT_OUT = {
  ...UNUSED,
  "./error-sentences.ts": join(STUBS, "error-sentences-stub.ts"),
};
