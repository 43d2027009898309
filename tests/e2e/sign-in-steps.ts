import { expect, type Locator, type Page } from "playwright/test";

import type { Viewer } from "./viewer.ts";

/** A page with a chat on it, on a site that is not the chat server's: another host, not just another port. */
export function chatPage(server: string, head = ""): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">` +
    `${head}<script type="module" src="${server}/live-chat.js"></script></head>` +
    `<body><live-chat stream-id="s1"></live-chat></body></html>`
  );
}

/** The same address under the other name of this machine, which browsers take for another site. */
export function underNumber(url: string): string {
  return url.replace("//localhost:", "//127.0.0.1:");
}

export function signInButton({ chat }: Viewer): Locator {
  return chat.locator('[part~="sign-in"]');
}

/** Presses the sign-in button and gives the window that opens. */
export async function openSignIn(viewer: Viewer): Promise<Page> {
  const popUp = viewer.page.waitForEvent("popup");
  await signInButton(viewer).click();
  return popUp;
}

/** Is somebody on the sign-in page of a demo. */
export async function beSomebody(page: Page, name: string): Promise<void> {
  await page.getByLabel("Nickname").fill(name);
  await page.getByRole("button", { name: "Continue" }).click();
}

export async function signInByPassword(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole("button", { name: "Sign in with a password" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
}

export async function signOut({ chat }: Viewer): Promise<void> {
  await chat.locator('[part~="account"]').click();
  await chat.locator('[part~="sign-out"]').click();
}

/** Waits until one writes under this name. */
export async function writesAs({ chat }: Viewer, name: string): Promise<void> {
  await expect(chat.locator('[part~="account"]')).toHaveText(name);
}
