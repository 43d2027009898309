import type { Request, Response } from "express";
import { hasBearerToken } from "./bearer-token.ts";
import { isForwarded, isLoopback } from "./origin-policy.ts";

/** The source of the metrics. */
export interface MetricsSource {
  readonly contentType: string;
  render(): Promise<string>;
}

export interface MetricsPageOptions {
  metrics: MetricsSource;
  adminToken?: string;
  /** Whether a proxy is known to be in front of this server: then addresses prove nothing. */
  behindProxy: boolean;
}

/**
 * Serves metrics to callers with the admin token; on a server without one, to its own machine.
 * (SPEC AD4)
 *
 * A proxy on this machine also calls from loopback, on behalf of anybody: any sign of a proxy
 * closes the page.
 */
export function serveMetrics(options: MetricsPageOptions) {
  return async (request: Request, response: Response, next: () => void): Promise<void> => {
    const { metrics, adminToken, behindProxy } = options;
    if (adminToken === undefined && (behindProxy || !isFromHere(request))) return next();
    if (adminToken !== undefined && !hasBearerToken(request, adminToken)) {
      response.status(401).set("WWW-Authenticate", "Bearer").type("text");
      response.send("Send Authorization: Bearer <CHAT_ADMIN_TOKEN>.\n");
      return;
    }
    response.set("Cache-Control", "no-store").set("Content-Type", metrics.contentType);
    response.send(await metrics.render());
  };
}

/**
 * Checks the address and the `Host` name: a page in a browser on this machine may use another name.
 */
function isFromHere(request: Request): boolean {
  const address = request.socket.remoteAddress ?? "";
  const isLocal = /^(::1|(::ffff:)?127\.[\d.]+)$/.test(address);
  return isLocal && isLoopback(`http://${request.headers.host ?? ""}`) && !isForwarded(request);
}
