import { expect, it } from "vitest";
import { startServer } from "../support/start-server.ts";
import { post, SECRET } from "../support/sign-in-api.ts";

const APP = "capacitor://localhost";
const POLLING = "/socket.io/?EIO=4&transport=polling";

it("[CN5][SI1] an app's pages connect, ask and sign in under the exact origin that is listed", async () => {
  const { url } = await startServer({ guests: true, origins: [APP, "https://shop.example"] });
  const connected = await fetch(`${url}${POLLING}`, { headers: { origin: APP } });
  expect(connected.status).toBe(200);
  expect(connected.headers.get("access-control-allow-origin")).toBe(APP);
  const hello = await fetch(`${url}/api/v1/hello`, { headers: { origin: APP } });
  expect(await hello.json()).toMatchObject({ origin: { value: APP, allowed: true } });
  const begun = await post(`${url}/api/v1/sign-in/requests`, { secret: SECRET }, APP);
  expect(begun.status).toBe(200);
  expect(begun.headers.get("access-control-allow-origin")).toBe(APP);
});

it("[EM4] an app's pages may frame the chat where they are listed", async () => {
  const { url } = await startServer({ guests: true, origins: [APP] });
  const page = await fetch(`${url}/embed/s1`);
  expect(page.headers.get("content-security-policy")).toContain(`frame-ancestors 'self' ${APP}`);
});

it.each(["capacitor://evil", "ionic://localhost", "capacitor://localhost:1", "http://localhost"])(
  "[CN5][SI1] an app's listing lets nobody else in: %s",
  async (origin) => {
    const { url } = await startServer({ guests: true, origins: [APP] });
    expect((await fetch(`${url}${POLLING}`, { headers: { origin } })).status).toBe(403);
    const begun = await post(`${url}/api/v1/sign-in/requests`, { secret: SECRET }, origin);
    expect(begun.status).toBe(403);
  },
);
