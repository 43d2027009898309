import type { BrowserContext, Page } from "playwright/test";

import { expect, JUN, MINJI, test } from "./shop.ts";
import { openSignIn, signInButton, signInByPassword, signOut, writesAs } from "./sign-in-steps.ts";

test("[SI2] supabase-js signs in by a code, a password and a provider, and its tokens stay there", async ({
  openShop,
  newViewer,
}) => {
  const { supabase, origin } = await openShop();
  const viewer = (await newViewer()).expectNetworkFailures();
  const context = viewer.page.context();
  const tokens = listenForTokens(context, supabase.url);
  const seen = watchPage(viewer.page);
  await viewer.watch(origin);
  await expect(signInButton(viewer)).toHaveText("Sign in to chat");

  let popUp = await openSignIn(viewer);
  await popUp.getByLabel("E-mail").fill(MINJI.email);
  await popUp.getByRole("button", { name: "Send me a code" }).click();
  await expect(popUp.getByText(`to ${MINJI.email}`)).toBeVisible();
  await popUp.getByLabel("Code").fill("000000");
  await popUp.getByRole("button", { name: "Continue" }).click();
  await expect(popUp.getByText("This code is not right")).toBeVisible();
  await popUp.getByLabel("Code").fill(supabase.codes.newestTo(MINJI.email)?.code ?? "");
  await popUp.getByRole("button", { name: "Continue" }).click();
  await writesAs(viewer, "민지");
  await viewer.say("by a code");
  await viewer.sees("by a code");

  await signOut(viewer);
  popUp = await openSignIn(viewer);
  await signInByPassword(popUp, JUN.email, "not this one");
  await expect(popUp.getByText("is not right")).toBeVisible();
  await popUp.getByLabel("Password").fill(JUN.password);
  await popUp.getByRole("button", { name: "Continue" }).click();
  await writesAs(viewer, "Jun");
  await viewer.say("by a password");

  await signOut(viewer);
  popUp = await openSignIn(viewer);
  await popUp.getByRole("button", { name: "Continue with Google" }).click();
  await popUp.getByRole("link", { name: MINJI.email }).click();
  await writesAs(viewer, "민지");
  await viewer.say("by a provider");
  await viewer.sees("by a code", "by a password", "by a provider");
  await expect(viewer.chat.locator('[part~="own-message"]')).toHaveCount(2);

  await viewer.page.reload();
  await writesAs(viewer, "민지");
  expect(tokens).toHaveLength(6);
  const everything = await seen();
  expect(everything).toContain("by a provider");
  expect(tokens.filter((token) => everything.includes(token))).toEqual([]);
});

test("somebody who changes their mind at the provider can choose another way", async ({
  openShop,
  newViewer,
}) => {
  const { origin } = await openShop();
  const viewer = await (await newViewer()).watch(origin);
  const popUp = await openSignIn(viewer);
  await popUp.getByRole("button", { name: "Continue with Google" }).click();
  await popUp.getByRole("link", { name: "Cancel" }).click();
  await expect(popUp.getByText("You have not been signed in")).toBeVisible();
  await signInByPassword(popUp, JUN.email, JUN.password);
  await writesAs(viewer, "Jun");
});

test("in an app whose browser Google refuses, the person is led to their own browser", async ({
  openShop,
  newViewer,
}) => {
  const { server, origin } = await openShop();
  const viewer = await newViewer({ userAgent: "Mozilla/5.0 (Linux; Android 14) KAKAOTALK 11" });
  await viewer.watch(origin);
  await signInButton(viewer).click();
  const { page } = viewer;
  await page.waitForURL(`${server.url}/sign-in/**`);
  await page.getByRole("button", { name: "Continue with Google" }).click();
  await expect(page.getByRole("link", { name: "Open in my browser" })).toHaveAttribute(
    "href",
    `kakaotalk://web/openExternal?url=${encodeURIComponent(`${origin}/`)}`,
  );
  await page.getByRole("button", { name: "Back" }).click();
  await signInByPassword(page, JUN.email, JUN.password);
  await page.waitForURL(`${origin}/`);
  await writesAs(viewer, "Jun");
});

/** Collects what Supabase gives out, in whichever window. */
function listenForTokens(context: BrowserContext, supabaseUrl: string): string[] {
  const tokens: string[] = [];
  context.on("response", (response) => {
    if (!response.url().startsWith(supabaseUrl) || response.request().method() !== "POST") return;
    void response.json().then(
      ({ access_token, refresh_token }: Record<string, string | undefined>) => {
        if (access_token && refresh_token) tokens.push(access_token, refresh_token);
      },
      () => undefined,
    );
  });
  return tokens;
}

/** Writes down all that a page sends, receives, is told and keeps. */
function watchPage(page: Page): () => Promise<string> {
  const seen: string[] = [];
  page.on("request", (request) => seen.push(request.url(), request.postData() ?? ""));
  page.on("response", (response) => {
    response.text().then(
      (text) => seen.push(text),
      () => undefined,
    );
  });
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => seen.push(String(payload)));
    socket.on("framereceived", ({ payload }) => seen.push(String(payload)));
  });
  const listening = page.addInitScript(() => {
    addEventListener("message", ({ data }) => {
      const told = JSON.stringify(data);
      sessionStorage.setItem("told", (sessionStorage.getItem("told") ?? "") + told);
    });
  });
  return async () => {
    await listening;
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
    );
    return [...seen, kept].join("\n");
  };
}
