import { Router } from "express";
import type { Release } from "./widget-release.ts";

const YEAR_S = 31_536_000;

/**
 * Serves every script of the widget under a second URL that pins the release, and reports the
 * release. The next handler serves the scripts themselves. (SPEC EM2, EM3)
 */
export function serveRelease({ id, integrity, isUnchanged }: Release, version: string): Router {
  const router = Router();
  router.get("/v/:release/*file", (request, response, next) => {
    const { release } = request.params;
    const file = request.params.file.join("/");
    if (!integrity.has(file)) return next();
    // Only the current release is cached forever; otherwise early requests, and those between an
    // upgrade and the restart, would fill caches with the wrong content.
    const isOurs = release === id && isUnchanged(file);
    response.set("Cache-Control", isOurs ? `public, max-age=${YEAR_S}, immutable` : "no-cache");
    request.url = `/${file}`;
    next();
  });
  router.get("/api/v1/release", (_request, response) => {
    response.set("Access-Control-Allow-Origin", "*").set("Cache-Control", "no-cache");
    response.json({ ok: true, version, release: id, integrity: Object.fromEntries(integrity) });
  });
  return router;
}
