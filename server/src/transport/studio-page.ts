import { join } from "node:path";
import { STREAM_ID_PATTERN } from "#protocol";
import { Router, type Response } from "express";
import { pageHeaders } from "./page-headers.ts";

/** Where the studio is: on an app's own server, only the second. */
const PATHS = ["/studio", "/live-chat/studio"];
const YEAR_S = 31_536_000;

/** The page that a stream's staff run it by: the same for everyone. (SPEC ST1) */
export function serveStudio(publicDir: string): Router {
  const router = Router();
  const page = (response: Response): void =>
    response.sendFile("studio/index.html", { root: publicDir, cacheControl: false });
  for (const path of PATHS) {
    router.use(path, pageHeaders(["'none'"]));
    router.get(`${path}/`, (request, response) => {
      // Without the slash, what the page loads would be beside it.
      if (!request.path.endsWith("/"))
        return response.redirect(`.${path.slice(path.lastIndexOf("/"))}/`);
      return page(response.set("Cache-Control", "no-cache"));
    });
    router.get(`${path}/:streamId`, (request, response, next) => {
      if (!STREAM_ID_PATTERN.test(request.params.streamId)) return next();
      return page(response.set("Cache-Control", "no-cache"));
    });
    router.get(`${path}/assets/:file`, (request, response, next) => {
      const { file } = request.params;
      // They have a hash of what is in them in their names.
      response.set("Cache-Control", `public, max-age=${YEAR_S}, immutable`);
      request.url = `/${join("studio", "assets", file).replaceAll("\\", "/")}`;
      next();
    });
  }
  return router;
}
