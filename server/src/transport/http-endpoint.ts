import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serverUrl, type Options } from "../options.ts";
import { basePathOf, withoutBase } from "./base-path.ts";
import { hardenHttpServer, listen } from "./http-server.ts";
import { OpenSockets } from "./open-sockets.ts";
import { isOwnPath } from "./own-paths.ts";
import { attachToServer, type HostServer } from "./attach-to-server.ts";

/** Where a chat is served: on its own port, or on another app's server. */
export interface HttpEndpoint {
  /** The HTTP server of the chat; on another app's server, it only receives the chat's requests. */
  readonly http: Server;
  readonly sockets: OpenSockets;
  /** Empty until the server listens. */
  readonly url: string;
  open(): Promise<void>;
  close(): void;
}

export interface HttpEndpointOptions extends Pick<Options, "port" | "host" | "publicUrl"> {
  attachTo?: HostServer | undefined;
  /** Whether people sign in on our own page. */
  hasSignInPage: boolean;
}

export function createHttpEndpoint(
  app: RequestListener,
  options: HttpEndpointOptions,
): HttpEndpoint {
  return options.attachTo
    ? attachedEndpoint(app, options.attachTo, options)
    : listeningEndpoint(app, options);
}

function listeningEndpoint(app: RequestListener, options: HttpEndpointOptions): HttpEndpoint {
  const http = hardenHttpServer(
    createServer({ connectionsCheckingInterval: 1_000, requireHostHeader: false }, app),
  );
  let url = "";
  return {
    http,
    sockets: new OpenSockets(http),
    get url() {
      return url;
    },
    open: async () => {
      url = serverUrl(options, await listen(http, options.port, options.host));
    },
    close: () => undefined,
  };
}

function attachedEndpoint(
  app: RequestListener,
  host: HostServer,
  { hasSignInPage, publicUrl }: HttpEndpointOptions,
): HttpEndpoint {
  // Never listens: Socket.IO and everything else is attached to it.
  const http = createServer(app);
  // The host's connections belong to the host, except those that become our WebSockets.
  const sockets = new OpenSockets();
  let leave: (() => void) | undefined;
  let url = publicUrl ?? "";
  return {
    http,
    sockets,
    get url() {
      return (url ||= urlOf(host));
    },
    open: async () => {
      leave = attachToServer(host, {
        isOurs: (url) => isOwnPath(withoutBase(url, basePathOf(publicUrl)), hasSignInPage),
        onRequest: (request, response) => http.emit("request", request, response),
        onUpgrade: (request, socket, head) => {
          sockets.add(socket);
          http.emit("upgrade", request, socket, head);
        },
      });
    },
    close: () => leave?.(),
  };
}

function urlOf(server: HostServer): string {
  const at = server.address();
  const scheme = "setSecureContext" in server ? "https" : "http";
  return isOnPort(at) ? serverUrl({ host: at.address }, at.port, scheme) : "";
}

/** A server that does not listen has no address, and one on a socket has a path. */
function isOnPort(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
