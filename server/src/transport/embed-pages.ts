import { CHAT_LANGUAGES, STREAM_ID_PATTERN } from "#protocol";
import { Router, type Request, type Response } from "express";
import { basePathOf, withoutBase } from "./base-path.ts";
import { attributesFrom, embedHtml, escapeHtml, type EmbedMode } from "./embed-html.ts";
import type { OriginPolicy } from "./origin-policy.ts";
import { pageHeaders } from "./page-headers.ts";

/** Visually hidden heading for screen readers. */
const HEADING =
  "h1{position:absolute;inline-size:1px;block-size:1px;margin:0;overflow:hidden;clip-path:inset(50%)}";
const STYLES: Record<EmbedMode, string> = {
  chat: `html,body{margin:0;block-size:100%}${HEADING}live-chat{block-size:100dvh;--live-chat-radius:0}\n`,
  overlay: `html,body{margin:0;background:transparent}${HEADING}live-chat{block-size:100dvh}\n`,
};

/** Default size in px for embedding pages that do not ask for less. */
const WIDTH = 400;
const HEIGHT = 600;

/**
 * Pages that contain only a chat: `/embed/:streamId` for frames and windows, and
 * `/overlay/:streamId` for broadcasting software. `/oembed` describes how to frame the first.
 */
export function createEmbedPages(origins: OriginPolicy, publicUrl: string | undefined): Router {
  const router = Router();
  const base = basePathOf(publicUrl);
  const ownUrl = (request: Request): string =>
    publicUrl ?? `${request.protocol}://${request.headers.host ?? ""}`;

  // With a trailing slash, relative URLs would resolve differently.
  router.get("/embed/", ({ path, url }, response, next) =>
    path.endsWith("/") ? response.redirect(base + url.replace(/^(\/embed)\//i, "$1")) : next(),
  );
  for (const [path, mode] of [
    ["/embed", "chat"],
    ["/overlay", "overlay"],
  ] as const) {
    router.get(`${path}/styles.css`, (_request, response) => {
      response.type("css").set("Cache-Control", "max-age=3600").send(STYLES[mode]);
    });
    router.use(`${path}/:streamId`, pageHeaders(origins.frameAncestors()), allowIsolation);
    router.get(`${path}/:streamId`, (request, response, next) => {
      const { streamId } = request.params;
      if (!STREAM_ID_PATTERN.test(streamId)) return next();
      const attributes = {
        "stream-id": streamId,
        "no-pop-out": "",
        ...attributesFrom(mode, request.query),
      };
      const oembed = `${ownUrl(request)}/oembed?url=${encodeURIComponent(ownUrl(request) + request.url)}`;
      response
        .type("html")
        .vary("Accept-Language")
        .send(
          embedHtml(mode === "overlay" ? { mode, ...attributes } : attributes, {
            lang: request.acceptsLanguages([...CHAT_LANGUAGES]) || CHAT_LANGUAGES[0],
            base,
            // The query differs from earlier servers, whose style sheet may be cached for an hour.
            styles: `${base}${path}/styles.css?2`,
            ...(mode === "chat" && { oembedUrl: oembed }),
          }),
        );
    });
  }
  router.get("/oembed", (request, response) =>
    answerOembed(request, response, ownUrl(request), base),
  );
  return router;
}

/**
 * Allows cross-origin-isolated pages to frame this page. Avatars come from any host, mostly without
 * an embedding policy; they are loaded without credentials. (SPEC EM6)
 */
function allowIsolation(_request: Request, response: Response, next: () => void): void {
  response.set("Cross-Origin-Embedder-Policy", "credentialless");
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  next();
}

function answerOembed({ query }: Request, response: Response, ownUrl: string, base: string): void {
  response.set("Access-Control-Allow-Origin", "*");
  const { url, format = "json" } = query;
  if (format !== "json") return void response.status(501).type("text").send("Only JSON.\n");
  const chat = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  const streamId = /^\/embed\/([^/]+)$/.exec(withoutBase(chat?.pathname ?? "", base))?.[1] ?? "";
  // The `Host` header may contain an invalid name.
  const ownOrigin = URL.canParse(ownUrl) && new URL(ownUrl).origin;
  if (chat?.origin !== ownOrigin || !STREAM_ID_PATTERN.test(streamId))
    return void response.status(404).type("text").send("No chat of this server is there.\n");
  const width = atMost(query["maxwidth"], WIDTH);
  const height = atMost(query["maxheight"], HEIGHT);
  response.json({
    version: "1.0",
    type: "rich",
    provider_name: "live-chat",
    provider_url: ownUrl,
    title: streamId,
    width,
    height,
    html:
      `<iframe src="${escapeHtml(chat.href)}" width="${width}" height="${height}" ` +
      `title="Live chat" loading="lazy" allow="clipboard-write"></iframe>`,
  });
}

function atMost(asked: unknown, usual: number): number {
  const limit = Number(asked);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, usual) : usual;
}
