import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Router } from "express";
import { expect, it, onTestFinished } from "vitest";
import { createHttpApp, type HttpAppOptions } from "../../server/src/transport/http-app.ts";
import { OriginPolicy } from "../../server/src/transport/origin-policy.ts";

it("is ready while its store answers, and says how its bus is", async () => {
  const state = { isStoreUp: true, isBusUp: true };
  const options = {
    log: { ping: () => (state.isStoreUp ? Promise.resolve() : Promise.reject(new Error("away"))) },
    isBusUp: () => state.isBusUp,
    origins: new OriginPolicy({ origins: [], loopbackOnly: false }),
    ...{ httpApi: Router(), signInApi: Router(), version: "1.2.3" },
    metrics: { behindProxy: false },
    logger: { error: () => undefined },
  };
  const http = createServer(createHttpApp(options as unknown as HttpAppOptions));
  await once(http.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void http.close());
  const ask = async () => {
    const { port } = http.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    return [answer.status, await answer.json()];
  };
  expect(await ask()).toEqual([200, { ok: true, bus: "up" }]);
  state.isBusUp = false;
  expect(await ask()).toEqual([200, { ok: true, bus: "down" }]);
  state.isStoreUp = false;
  expect(await ask()).toEqual([503, { ok: false, store: "unavailable" }]);
});
