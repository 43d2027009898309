import { join } from "node:path";

import { ROOT } from "./paths.ts";

/** The folder of the replacement modules. */
export const STUBS = join(ROOT, "widget/src/element/build-stubs");
const ENGINE_PACKETS_STUB = join(STUBS, "engine-packets-stub.ts");
const POLLING_STUB = join(STUBS, "polling-stub.ts");
const SOCKET_IO = join(ROOT, "node_modules/socket.io-client/build/esm");

/**
 * Parts of libraries that the chat does not use, and their replacements in the script files.
 * (Decision 0016)
 */
export const UNUSED = {
  "./webtransport.js": join(STUBS, "webtransport-stub.ts"),
  "./encodePacket.js": ENGINE_PACKETS_STUB,
  "./decodePacket.js": ENGINE_PACKETS_STUB,
  "socket.io-parser": join(STUBS, "socket-packets-stub.ts"),
  "./contrib/parseuri.js": join(STUBS, "parse-address-stub.ts"),
  "./polling-xhr.node.js": POLLING_STUB,
  "./transports/polling-xhr.js": POLLING_STUB,
  "./transports/polling-xhr.node.js": POLLING_STUB,
  "./css-tag.js": join(STUBS, "style-sheets-stub.ts"),
  "@socket.io/component-emitter": join(STUBS, "emitter-stub.ts"),
  "./contrib/backo2.js": join(STUBS, "backoff-stub.ts"),
  // The entry also contains `io()`, but only the Manager is used.
  "socket.io-client": join(SOCKET_IO, "manager.js"),
};

/** Also parts for developers, in files that are loaded from elsewhere. */
export const LEFT_OUT = {
  ...UNUSED,
  "./error-sentences.ts": join(STUBS, "error-sentences-stub.ts"),
};
