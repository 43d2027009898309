import { expect, type Locator, type Page } from "playwright/test";
import { tabTo } from "./tab-to.ts";
import type { Viewer } from "./viewer.ts";

/** More stops than any page has. */
const MAX_STOPS = 60;

/** Somebody who has no mouse, and who hears what is announced. */
export class KeyboardUser {
  readonly page: Page;
  readonly chat: Locator;
  readonly #viewer: Viewer;
  /** How much of what was announced was looked at. */
  #lookedAt = 0;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
    this.page = viewer.page;
    this.chat = viewer.chat;
  }

  get composer(): Locator {
    return this.#viewer.composer;
  }

  /** Opens a page and begins at its top, with an ear on the chat. */
  async watch(url: string): Promise<void> {
    await this.#viewer.watch(url);
    await this.chat.evaluate(listenToChat);
    this.#lookedAt = 0;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  button(name: string | RegExp): Locator {
    return this.chat.getByRole(
      "button",
      typeof name === "string" ? { name, exact: true } : { name },
    );
  }

  /** Goes by Tab to something, which must be within reach. */
  async tabTo(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await tabTo(this.page, target, key);
  }

  /** Goes by Tab to a button and presses it. */
  async enter(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await this.tabTo(target, key);
    await this.press("Enter");
  }

  /** Goes to a message in the list, which is one stop, by arrows. */
  async goToRow(text: string | RegExp): Promise<void> {
    for (let stops = 0; stops < MAX_STOPS && !(await this.#isInList()); stops++)
      await this.press("Shift+Tab");
    // From a button of a message to the message.
    if ((await this.#isInList()) === "beside a row") await this.press("Escape");
    await this.press("End");
    for (let rows = 0; rows < MAX_STOPS; rows++) {
      const row = this.chat.locator(".row:focus");
      const name = await row.getAttribute("aria-label", { timeout: 60_000 });
      if (name !== null && (typeof text === "string" ? name.includes(text) : text.test(name)))
        return;
      await this.press("ArrowUp");
    }
    throw new Error(`No message is called ${String(text)}`);
  }

  #isInList(): Promise<"list or row" | "beside a row" | undefined> {
    return this.chat.evaluate((element) => {
      const focused = element.shadowRoot!.activeElement;
      if (!focused?.closest(".scroller")) return undefined;
      return focused.matches(".scroller, .row") ? "list or row" : "beside a row";
    });
  }

  async isAt(target: Locator): Promise<void> {
    await expect(target).toBeFocused();
  }

  /** The focus is somewhere in the chat, and not on the page around it. */
  async isInChat(): Promise<void> {
    const focused = () =>
      this.chat.evaluate((element) => {
        const { activeElement } = element.shadowRoot!;
        return activeElement !== null && activeElement.getClientRects().length > 0;
      });
    await expect.poll(focused).toBe(true);
  }

  /** Something is announced, after all that was heard before. */
  async hears(what: string | RegExp): Promise<void> {
    const isIt = (text: string) => (typeof what === "string" ? text === what : what.test(text));
    await expect
      .poll(
        async () => {
          const fresh = (await this.heard()).slice(this.#lookedAt);
          return fresh.some(isIt) || fresh;
        },
        `hears ${String(what)}`,
      )
      .toBe(true);
    const all = await this.heard();
    this.#lookedAt = all.findIndex((text, i) => i >= this.#lookedAt && isIt(text)) + 1;
  }

  /** All that was announced since the page was opened. */
  heard(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  }
}

/** Runs in the page: writes down what comes into a live region, as a screen reader takes it up. */
function listenToChat(element: Element): void {
  const heard: string[] = [];
  (globalThis as unknown as { heard: string[] }).heard = heard;
  const regions = "[aria-live]:not([aria-live=off]), [role=status], [role=alert]";
  new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      const place = target.nodeType === Node.TEXT_NODE ? target.parentElement : (target as Element);
      const region = place?.closest(regions);
      if (region && type === "characterData") {
        heard.push(region.textContent.replace(/\s+/g, " ").trim());
        continue;
      }
      for (const node of addedNodes) {
        // An alert is heard also when it comes with its text; every other region has to be there before.
        const alert =
          node instanceof Element &&
          (node.closest("[role=alert]") ?? node.querySelector("[role=alert]"));
        const text = (region ? node : alert || undefined)?.textContent?.replace(/\s+/g, " ").trim();
        if (text) heard.push(text);
      }
    }
  }).observe(element.shadowRoot!, { childList: true, characterData: true, subtree: true });
}
