import type { BrowserContextOptions, Locator, Page } from "playwright/test";

import { OBS_AGENT, openDevice, redeemDevice } from "../support/device-sign-in.ts";
import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { expectAccessible } from "./axe.ts";
import { expect, test as base } from "./fixtures.ts";
import { scanQr } from "./scan-qr.ts";
import {
  beSomebody,
  chatPage,
  openSignIn,
  signInButton,
  underNumber,
  writesAs,
} from "./sign-in-steps.ts";
import type { Viewer } from "./viewer.ts";

interface Fixtures {
  /** A browser that opens no windows: OBS's dock, unless told otherwise. */
  newDock: (options?: BrowserContextOptions) => Promise<Viewer>;
  newPhone: () => Promise<Viewer>;
}

const test = base.extend<Fixtures>({
  newDock: async ({ newViewer }, use) =>
    use(async (options) => {
      const dock = await newViewer({
        userAgent: OBS_AGENT,
        viewport: { width: 340, height: 600 },
        ...options,
      });
      await dock.page.addInitScript(() => {
        window.open = () => null;
      });
      return dock;
    }),
  newPhone: async ({ newViewer }, use) =>
    use(() => newViewer({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })),
});

const shownIn = (page: Page): Locator => page.getByRole("dialog", { name: /another device/ });

/** The number that a dock shows, as a person reads it. */
async function numberIn(dialog: Locator): Promise<string> {
  await expect(dialog.getByText("Waiting for the other device")).toBeVisible();
  const groups = await dialog.locator(".device-code span").allInnerTexts();
  expect(groups.join(" ")).toMatch(/^\d{3} \d{3} \d{3}$/);
  return groups.join(" ");
}

/** What the camera of a phone opens. */
function scanned(server: string, number: string): string {
  return `${server}/sign-in/#device=${number.replaceAll(" ", "")}`;
}

test("[SI13] [SI17] a dock on another site signs in by a phone that scans its code, and stays signed in", async ({
  server,
  openSite,
  newDock,
  newPhone,
}) => {
  const site = await openSite({ "/live": chatPage(server.url) });
  const shop = underNumber(site.origin);
  const dock = await (await newDock()).watch(`${shop}/live`);
  await signInButton(dock).click();
  const dialog = shownIn(dock.page);
  const number = await numberIn(dialog);
  await expect(dialog.getByRole("img")).toBeVisible();
  await expect(dialog.getByText(`${new URL(server.url).host}/sign-in`)).toBeVisible();
  const { page } = dock;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await scanQr(page.context(), dialog.getByRole("img")), colorScheme).toBe(
      scanned(server.url, number),
    );
  }

  const phone = await newPhone();
  const asked: string[] = [];
  phone.page.on("request", (request) =>
    asked.push(request.url(), JSON.stringify(request.headers())),
  );
  await phone.page.goto(scanned(server.url, number));
  await expect(phone.page.getByRole("heading", { name: "Sign this device in?" })).toBeVisible();
  await expect(phone.page.getByText("OBS · Windows")).toBeVisible();
  await expect(phone.page.getByText(new URL(shop).host)).toBeVisible();
  await expect(phone.page.getByText("If somebody sent you the number")).toBeVisible();
  expect(phone.page.url()).toBe(`${server.url}/sign-in/`);
  await phone.page.getByRole("button", { name: "Sign in to confirm" }).tap();
  await phone.page.getByRole("button", { name: "미나" }).tap();
  await expect(phone.page.locator(".person .name")).toHaveText("미나");
  await expect(phone.page.locator(".user-code")).toHaveText(number.replaceAll(" ", ""));
  await phone.page.getByRole("button", { name: "Sign it in" }).tap();
  await expect(phone.page.getByRole("heading", { name: "The device is signed in" })).toBeVisible();
  // [SI16] The code was in no address that a server was asked for.
  expect(asked.filter((text) => text.includes(number.replaceAll(" ", "")))).toEqual([]);

  await writesAs(dock, "미나");
  await expect(dialog).toHaveCount(0);
  expect(dock.page.url()).toBe(`${shop}/live`);
  await dock.say("from the dock");
  await dock.sees("from the dock");
  await dock.page.reload();
  await writesAs(dock, "미나");
});

test("[SI17] a studio in OBS is opened by its owner's phone, where no other way to sign in is", async ({
  startServer,
  newDock,
  newPhone,
}) => {
  const server = await startServer({ guests: true });
  const phone = await newPhone();
  await phone.page.goto((await server.makeOwnerLink()).url);
  await phone.page.getByLabel("Nickname").fill("달빛공방");
  await phone.page.getByRole("button", { name: /^Become/ }).tap();
  await expect(phone.page.getByRole("heading", { name: /^You are/ })).toBeVisible();

  const dock = await newDock();
  await dock.page.goto(`${server.url}/studio/s1`);
  await dock.page.getByRole("button", { name: "Sign in with another device" }).click();
  const dialog = shownIn(dock.page);
  const number = await numberIn(dialog);
  // The sign-in page has nothing to sign in with.
  await expect(dialog.getByRole("button", { name: "Sign in on this page" })).toHaveCount(0);

  await phone.page.getByRole("button", { name: "Sign in another device" }).tap();
  await phone.expectNetworkFailures().page.getByLabel("Number").fill("000 000 000");
  await phone.page.getByRole("button", { name: "Continue" }).tap();
  await expect(phone.page.getByRole("alert").first()).toContainText("No device shows this number");
  await phone.page.getByLabel("Number").fill(number);
  await phone.page.getByRole("button", { name: "Continue" }).tap();
  await expect(phone.page.locator(".person")).toHaveText(/달빛공방\s*Host|달빛공방\s*Owner/);
  await phone.page.getByRole("button", { name: "Sign it in" }).tap();
  await expect(dock.page.getByRole("tab", { name: "Review" })).toBeVisible();
  await writesAs(dock, "달빛공방");
});

test("[SI13] [SI17] in another browser without windows the sign-in page leads back, a refusal is told, and a new number works", async ({
  server,
  openSite,
  newDock,
  newPhone,
}) => {
  const site = await openSite({ "/live": chatPage(server.url) });
  const shop = underNumber(site.origin);
  const dock = await newDock({ userAgent: undefined as unknown as string });
  await dock.watch(`${shop}/live`);
  await signInButton(dock).click();
  await dock.page.waitForURL(`${server.url}/sign-in/**`);
  await dock.page.getByRole("link", { name: "Use another device" }).click();
  const dialog = shownIn(dock.page);
  const refused = await numberIn(dialog);
  expect(dock.page.url()).toBe(`${shop}/live`);
  const phone = await newPhone();
  await phone.page.goto(scanned(server.url, refused));
  await phone.page.getByRole("button", { name: "Refuse" }).tap();
  await expect(phone.page.getByRole("heading", { name: "Refused" })).toBeVisible();
  await expect(dialog.getByText("The other device has refused.")).toBeVisible();
  await dialog.getByRole("button", { name: "Show a new number" }).click();
  const number = await numberIn(dialog);
  expect(number).not.toBe(refused);
  await phone.page.goto(`${server.url}/sign-in`);
  await phone.page.getByLabel("Number").fill(number);
  await phone.page.getByRole("button", { name: "Continue" }).tap();
  await phone.page.getByRole("button", { name: "Sign in to confirm" }).tap();
  await phone.page.getByRole("button", { name: "Tom" }).tap();
  await phone.page.getByRole("button", { name: "Sign it in" }).tap();
  await writesAs(dock, "Tom");
});

test("[SI17] a chat in a frame without windows shows the number there, and is closed by Escape", async ({
  server,
  openSite,
  newDock,
  newPhone,
}) => {
  const site = await openSite({
    "/live": `<!doctype html><link rel="icon" href="data:,"><iframe src="${server.url}/embed/s1?lang=en" width="320" height="560"></iframe>`,
  });
  const dock = await newDock({ userAgent: undefined as unknown as string });
  await dock.page.goto(`${underNumber(site.origin)}/live`);
  const frame = dock.page.frameLocator("iframe");
  const button = frame.locator('[part~="sign-in"]');
  const dialog = frame.getByRole("dialog", { name: /another device/ });
  await button.click();
  await numberIn(dialog);
  await dock.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.click();
  const number = await numberIn(dialog);
  // No page may frame the sign-in page.
  await expect(dialog.getByRole("button", { name: "Sign in on this page" })).toHaveCount(0);
  const phone = await newPhone();
  await phone.page.goto(scanned(server.url, number));
  await phone.page.getByRole("button", { name: "Sign in to confirm" }).tap();
  await phone.page.getByRole("button", { name: "Linh" }).tap();
  await phone.page.getByRole("button", { name: "Sign it in" }).tap();
  await expect(frame.locator('[part~="account"]')).toHaveText("Linh");
});

test("[SI13] a person signed in on the server's own pages confirms by one press, as themselves or as another", async ({
  server,
  newPhone,
}) => {
  const phone = await (await newPhone()).watch(`${server.url}/embed/s1?lang=en`);
  const popUp = await openSignIn(phone);
  await beSomebody(popUp, "Sora");
  await writesAs(phone, "Sora");
  const origin = server.url;
  const confirmAs = async (name: string, change?: () => Promise<void>) => {
    const { device, userCode } = await openDevice(server.url, { origin });
    await phone.page.goto(scanned(server.url, userCode));
    await change?.();
    await expect(phone.page.locator(".person .name")).toHaveText(name);
    await phone.page.getByRole("button", { name: "Sign it in" }).tap();
    await expect(phone.page.getByRole("heading", { name: /signed in/ })).toBeVisible();
    expect(await redeemDevice(server.url, device, { origin })).toMatchObject({
      status: "signed-in",
      person: { nickname: name },
    });
  };
  await confirmAs("Sora");
  await confirmAs("Tom", async () => {
    await phone.page.getByRole("button", { name: "Use another account" }).tap();
    await phone.page.getByRole("button", { name: "Tom" }).tap();
  });
});

test("[SI12] a site with tokens of its own opens the page that confirms, and a person decides as whom the token says", async ({
  startServer,
  newPhone,
}) => {
  const server = await startServer(SIGN_IN);
  const origin = server.url;
  const { device, userCode } = await openDevice(server.url, { origin });
  const token = await tokenOf("host", { name: "달빛공방", chat_role: "owner" });
  const phone = await newPhone();
  await phone.page.goto(`${server.url}/sign-in/#token=${token}`);
  expect(phone.page.url()).toBe(`${server.url}/sign-in/`);
  await phone.page.getByLabel("Number").fill(userCode);
  await phone.page.getByRole("button", { name: "Continue" }).tap();
  await expect(phone.page.locator(".person .name")).toHaveText("달빛공방");
  await expect(phone.page.locator(".person .tag")).toHaveText("Owner");
  await phone.page.getByRole("button", { name: "Sign it in" }).tap();
  await expect(phone.page.getByRole("heading", { name: /signed in/ })).toBeVisible();
  expect(await redeemDevice(server.url, device, { origin })).toMatchObject({
    person: { nickname: "달빛공방" },
  });
});

test("nothing is wrong with what the dock and the phone show, at three widths, in both schemes and in forced colours", async ({
  server,
  newDock,
  newPhone,
}) => {
  const dock = await (await newDock()).watch(`${server.url}/embed/s1?lang=en`);
  await signInButton(dock).click();
  const number = await numberIn(shownIn(dock.page));
  await expectAccessible(dock.page, "a dock's number");
  const phone = await newPhone();
  await phone.page.goto(`${server.url}/sign-in/#device`);
  await phone.page.getByLabel("Number").fill(number);
  await expectAccessible(phone.page, "the number's form");
  await phone.page.getByRole("button", { name: "Continue" }).tap();
  await phone.page.getByRole("button", { name: "Sign in to confirm" }).tap();
  await phone.page.getByRole("button", { name: "미나" }).tap();
  await expect(phone.page.locator(".person .name")).toHaveText("미나");
  await expectAccessible(phone.page, "the question");
});
