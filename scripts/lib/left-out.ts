import { join } from "node:path";

import { ROOT } from "./paths.ts";

/** The folder of the replacement modules. */
export const STUBS = join(ROOT, "widget/src/element/build-stubs");
const BINARY_STUB = join(STUBS, "binary-stub.ts");
const SOCKET_IO = join(ROOT, "node_modules/socket.io-client/build/esm");

/**
 * Parts of libraries that the chat does not use, and their replacements in the script files.
 * (Decision 0016)
 */
export const UNUSED = {
  "./webtransport.js": join(STUBS, "webtransport-stub.ts"),
  "./binary.js": BINARY_STUB,
  "./is-binary.js": BINARY_STUB,
  "./contrib/base64-arraybuffer.js": BINARY_STUB,
  "./contrib/backo2.js": join(STUBS, "backoff-stub.ts"),
  // The entry also contains `io()`, but only the Manager is used.
  "socket.io-client": join(SOCKET_IO, "manager.js"),
};

/** Also parts for developers, in files that are loaded from elsewhere. */
export const LEFT_OUT = {
  ...UNUSED,
  "./error-sentences.ts": join(STUBS, "error-sentences-stub.ts"),
};
