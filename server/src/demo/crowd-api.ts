import { parseStreamId, refuse } from "#protocol";
import express, { Router } from "express";
import { MAX_PER_SECOND, type Crowd } from "./crowd.ts";
import { clearCastMessages, hasCastMessages, type DemoPorts } from "./seed-demo.ts";

/**
 * The API by which the demo page starts a crowd in a stream, and removes its messages. Exists only
 * in demo mode, which answers on this machine only; `isOwnPage` keeps other pages' scripts out.
 */
export function createCrowdApi(
  crowd: Crowd,
  ports: DemoPorts,
  isOwnPage: (request: express.Request) => boolean,
): Router {
  const router = Router();
  router.get("/demo/crowd/:streamId", async ({ params }, response) => {
    response.set("Cache-Control", "no-store");
    const streamId = parseStreamId(params.streamId);
    if (!streamId.ok) return void response.status(400).json(streamId);
    response.json({
      ok: true,
      perSecond: crowd.perSecond(streamId.value),
      hasMadeUp: await hasCastMessages(ports.log, streamId.value),
    });
  });
  router.put("/demo/crowd/:streamId", express.json({ limit: "1kb" }), (request, response) => {
    if (!isOwnPage(request)) return void response.status(403).json(refuse("forbidden"));
    const streamId = parseStreamId(request.params.streamId);
    if (!streamId.ok) return void response.status(400).json(streamId);
    const perSecond = (Object(request.body) as { perSecond?: unknown }).perSecond;
    if (typeof perSecond !== "number" || !(perSecond >= 0 && perSecond <= MAX_PER_SECOND)) {
      const message = `perSecond must be a number from 0 to ${MAX_PER_SECOND}.`;
      return void response.status(400).json(refuse("bad-request", { message }));
    }
    if (!crowd.set(streamId.value, perSecond))
      return void response.status(429).json(refuse("rate-limited"));
    response.json({ ok: true, perSecond: crowd.perSecond(streamId.value) });
  });
  router.delete("/demo/crowd/:streamId", async (request, response) => {
    if (!isOwnPage(request)) return void response.status(403).json(refuse("forbidden"));
    const streamId = parseStreamId(request.params.streamId);
    if (!streamId.ok) return void response.status(400).json(streamId);
    crowd.set(streamId.value, 0);
    await clearCastMessages(ports, streamId.value);
    response.json({ ok: true, perSecond: 0, hasMadeUp: false });
  });
  return router;
}
