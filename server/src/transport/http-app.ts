import { refuse } from "#protocol";
import express, {
  type Express,
  type NextFunction,
  type Request,
  type Response,
  type Router,
} from "express";
import type { MessageLog } from "../chat/ports/message-log.ts";
import { createEmbedPages } from "./embed-pages.ts";
import { serveMetrics, type MetricsPageOptions } from "./metrics-page.ts";
import type { Logger } from "./logger.ts";
import type { OriginPolicy } from "./origin-policy.ts";
import { WIDGET_FILES } from "./own-paths.ts";
import { pageHeaders, signInHeaders } from "./page-headers.ts";
import { readRelease } from "./widget-release.ts";
import { serveCompressed } from "./serve-compressed.ts";
import { servePackages } from "./serve-packages.ts";
import { serveRelease } from "./serve-release.ts";
import { serveStudio } from "./studio-page.ts";
import { toRefusal } from "./to-refusal.ts";

export interface HttpAppOptions {
  log: MessageLog;
  /** Called for each request before it is answered. */
  onRequest?: (request: Request) => void;
  /** Set if there is a bus to other nodes. */
  isBusUp?: () => boolean;
  origins: OriginPolicy;
  logger: Logger;
  metrics: MetricsPageOptions;
  version: string;
  /** The server's public URL, if it is behind a proxy. */
  publicUrl?: string;
  /** The API of the operator and owners. (SPEC AD1) */
  httpApi: Router;
  /** Set in demo mode: the API of the demo page. */
  demoApi?: Router;
  /** The API for sign-ins from other pages. (SPEC SI1–SI7) */
  signInApi: Router;
  /** Another origin to which the sign-in page sends requests: the identity provider. */
  identityProvider?: string;
  /** Trusted proxies, as CIDRs. */
  trustProxy?: readonly string[];
  /** The folder with the widget's bundle and the pages, if it exists. */
  publicDir?: string;
}

/** The Express app with everything that is served over plain HTTP. */
export function createHttpApp(options: HttpAppOptions): Express {
  const { origins, version, logger, signInApi, httpApi, demoApi, publicDir } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  if (options.trustProxy) app.set("trust proxy", options.trustProxy);

  app.use((request, response, next) => {
    options.onRequest?.(request);
    if (origins.admitsHost(request)) return next();
    response
      .status(403)
      .type("text")
      .send(
        "This server runs in demo mode and answers on this machine only, through no proxy. " +
          "Set up sign-in (SUPABASE_URL or CHAT_JWT_SECRET) or CHAT_GUESTS=true to let others in.\n",
      );
  });

  app.get("/healthz", (_request, response) => void response.json({ ok: true }));
  app.get(["/readyz", "/api/v1/readyz"], (_request, response) => answerReady(options, response));
  app.get(["/metrics", "/api/v1/metrics"], serveMetrics(options.metrics));
  app.get("/api/v1/hello", (request, response) => {
    response.set("Access-Control-Allow-Origin", "*").set("Cache-Control", "no-store");
    response.json({ name: "live-chat", version, protocol: 1, origin: origins.judge(request) });
  });
  if (publicDir) app.use(serveRelease(readRelease(publicDir, version), version));
  app.use("/api/v1", signInApi);
  if (demoApi) app.use("/api/v1", demoApi);
  app.use("/api/v1", httpApi);

  if (publicDir) {
    app.use(WIDGET_FILES, allowEmbedding);
    app.use(createEmbedPages(origins, options.publicUrl));
    app.use(serveStudio(publicDir));
    app.use("/sign-in", signInHeaders(options.identityProvider));
    const ownPage = pageHeaders();
    // The sign-in page and the studio have stricter headers.
    app.use((request, response, next) =>
      /^\/(sign-in|studio)(\/|$)/i.test(request.path) ? next() : ownPage(request, response, next),
    );
    app.use(servePackages(publicDir, version));
    app.use(serveCompressed(publicDir, version));
    app.use(express.static(publicDir, { index: "index.html", extensions: ["html"] }));
  }
  app.use((_request, response) => {
    withoutFileHeaders(response).status(404).type("text").send("Not found.\n");
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status = 500 } = Object(error) as { status?: number };
    // Client errors are returned to the caller; everything else is logged under an id.
    const refusal = status < 500 ? refuse("bad-request") : toRefusal(error, logger);
    // Express would write a stack to the console.
    if (response.headersSent) return void response.destroy();
    withoutFileHeaders(response).status(status).json(refusal);
  });
  return app;
}

/**
 * Takes back what was said of a file that turned out not to be there: caches would keep its absence
 * for a year, also when a later release has it.
 */
function withoutFileHeaders(response: Response): Response {
  for (const name of ["Cache-Control", "Content-Encoding"]) response.removeHeader(name);
  return response;
}

/** A node without its bus still serves from the database, so readiness only mentions it. */
async function answerReady({ log, isBusUp }: HttpAppOptions, response: Response): Promise<void> {
  try {
    await log.ping();
    response.json({ ok: true, ...(isBusUp && { bus: isBusUp() ? "up" : "down" }) });
  } catch {
    response.status(503).json({ ok: false, store: "unavailable" });
  }
}

function allowEmbedding(_request: Request, response: Response, next: () => void): void {
  response.set("Access-Control-Allow-Origin", "*");
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  next();
}
