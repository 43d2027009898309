import { refuse, type Result } from "#protocol";
import { Router, type NextFunction, type Request, type Response } from "express";
import type { DeviceCaller, DeviceSignInService } from "../chat/ports/device-sign-in-service.ts";

export interface DeviceSignInApiOptions {
  service: DeviceSignInService;
  /** Whether there is a page on which to confirm a device sign-in. */
  isOffered: boolean;
  /** The server's public URL, if it is known. */
  publicUrl?: string;
  /** Keyed hash of the caller's network; undefined if its address does not tell. */
  hashOfCaller: (request: Request) => string | undefined;
  /** Refuses requests that are not from one of the server's own pages. */
  ownPages: (request: Request, response: Response, next: NextFunction) => void;
  countOpened: (request: Request, response: Response, next: NextFunction) => void;
  countTried: (request: Request, response: Response, next: NextFunction) => void;
  /** Counts a redeemed id after it was found unknown; false if the limit is exceeded. */
  countMadeUp: (request: Request, response: Response) => boolean;
  send: (response: Response, result: Result<object>) => void;
}

/** The API that signs a page in by another device. (SPEC SI11–SI16) */
export function createDeviceSignInApi(api: DeviceSignInApiOptions): Router {
  const { service, send } = api;
  const callerOf = (request: Request): DeviceCaller => ({
    origin: request.headers.origin ?? "",
    networkHash: api.hashOfCaller(request),
    userAgent: request.headers["user-agent"],
  });
  const bodyOf = (request: Request) => Object(request.body) as Partial<Record<string, unknown>>;
  const router = Router();
  router.post("/", api.countOpened, async (request, response) => {
    if (!api.isOffered) return send(response, refuse("not-found"));
    const serverUrl = api.publicUrl ?? `${request.protocol}://${request.headers.host ?? ""}`;
    send(response, await service.begin(bodyOf(request)["secret"], callerOf(request), serverUrl));
  });
  router.post("/redeem", async (request, response) => {
    const { device, secret } = bodyOf(request);
    const result = await service.redeem(device, secret, request.headers.origin ?? "");
    if (result.ok || api.countMadeUp(request, response)) send(response, result);
  });

  router.use(api.ownPages, api.countTried);
  router.post("/view", async (request, response) => {
    const body = bodyOf(request);
    send(response, await service.view(body["userCode"], body, callerOf(request)));
  });
  router.post("/confirm", async (request, response) => {
    const body = bodyOf(request);
    send(response, await service.confirm(body["userCode"], body, callerOf(request)));
  });
  router.post("/refuse", async (request, response) =>
    send(response, await service.refuse(bodyOf(request)["userCode"])),
  );
  return router;
}
