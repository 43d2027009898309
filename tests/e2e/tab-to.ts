import { expect, type Locator, type Page } from "playwright/test";

/** More stops than any page has. */
const MAX_STOPS = 60;

/** Goes by Tab to something, which must be within reach. */
export async function tabTo(
  page: Page,
  target: Locator,
  key: "Tab" | "Shift+Tab" = "Tab",
): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < MAX_STOPS; stops++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  await expect(target, "is no tab stop").toBeFocused();
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate(
    (element) => (element.getRootNode() as ShadowRoot | Document).activeElement === element,
  );
}
