import { join } from "node:path";
import { Router } from "express";

/** Serves the element's npm package, as the build packed it. (SPEC EM8) */
export function servePackages(publicDir: string, version: string): Router {
  const router = Router();
  const file = `live-chat-element-${version}.tgz`;
  router.get(["/packages/live-chat-element.tgz", `/packages/${file}`], (_request, response) => {
    response.set("Access-Control-Allow-Origin", "*").set("Cache-Control", "no-cache");
    response.type("application/gzip");
    response.sendFile(file, { root: join(publicDir, "packages") });
  });
  return router;
}
