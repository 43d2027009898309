import { openDevice, redeemDevice } from "../support/device-sign-in.ts";
import { expect, MINJI, test } from "./shop.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("[SI13][SI16] a person who signs in by a provider in order to confirm comes back to the number, which no address had", async ({
  openShop,
  newViewer,
}) => {
  const { server } = await openShop();
  const origin = server.url;
  const { device, userCode } = await openDevice(server.url, { origin });
  const { page } = await newViewer(PHONE);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url(), JSON.stringify(request.headers())));
  await page.goto(`${server.url}/sign-in/#device=${userCode}`);
  await expect(page.getByRole("heading", { name: "Sign this device in?" })).toBeVisible();
  await page.getByRole("button", { name: "Sign in to confirm" }).tap();
  await page.getByRole("button", { name: "Continue with Google" }).tap();
  await page.getByRole("link", { name: MINJI.email }).tap();
  await expect(page.getByRole("heading", { name: "Sign this device in?" })).toBeVisible();
  await expect(page.locator(".person .name")).toHaveText("민지");
  await expect(page.locator(".user-code")).toHaveText(userCode);
  expect(page.url()).toBe(`${server.url}/sign-in/`);
  await page.getByRole("button", { name: "Sign it in" }).tap();
  await expect(page.getByRole("heading", { name: "The device is signed in" })).toBeVisible();
  expect(asked.filter((text) => text.includes(userCode))).toEqual([]);
  expect(await redeemDevice(server.url, device, { origin })).toMatchObject({
    status: "signed-in",
    person: { nickname: "민지" },
  });
});

test("[SI13] a person who changes their mind at the provider can still confirm in another way", async ({
  openShop,
  newViewer,
}) => {
  const { server } = await openShop();
  const origin = server.url;
  const { device, userCode } = await openDevice(server.url, { origin });
  const { page } = await newViewer(PHONE);
  await page.goto(`${server.url}/sign-in/#device=${userCode}`);
  await page.getByRole("button", { name: "Sign in to confirm" }).tap();
  await page.getByRole("button", { name: "Continue with Google" }).tap();
  await page.getByRole("link", { name: "Cancel" }).tap();
  await page.waitForURL(`${server.url}/sign-in/**`);
  await page.getByRole("button", { name: "Sign in to confirm" }).tap();
  await page.getByRole("button", { name: "Sign in with a password" }).tap();
  await page.getByLabel("E-mail").fill(MINJI.email);
  await page.getByLabel("Password").fill(MINJI.password);
  await page.getByRole("button", { name: "Continue" }).tap();
  await expect(page.locator(".user-code")).toHaveText(userCode);
  await page.getByRole("button", { name: "Sign it in" }).tap();
  await expect(page.getByRole("heading", { name: "The device is signed in" })).toBeVisible();
  expect(await redeemDevice(server.url, device, { origin })).toMatchObject({
    person: { nickname: "민지" },
  });
});
