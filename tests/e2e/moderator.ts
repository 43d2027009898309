import { expect, type Locator, type Page } from "playwright/test";

import type { Viewer } from "./viewer.ts";

/** A moderator in front of a chat, and what they see of a raid. */
export class Moderator {
  readonly page: Page;
  readonly chat: Locator;

  constructor({ page, chat }: Viewer) {
    this.page = page;
    this.chat = chat;
  }

  /** What raiders wrote, as far as it is in the list. */
  get raidersRows(): Locator {
    return this.chat.locator('.row:not(.removed):has-text("cheap coins")');
  }

  /** Waits until there is something to do. */
  async isRaided(): Promise<void> {
    await expect(this.chat.locator("[part=staff]")).toBeVisible();
    await expect(this.raidersRows.nth(5)).toBeVisible();
  }

  /** Where a raider's message is in sight, from below; nothing where none is. */
  async placeOfRaider(): Promise<{ x: number; y: number } | undefined> {
    return this.chat.evaluate((element) => {
      const root = element.shadowRoot!;
      const list = root.querySelector(".scroller")!.getBoundingClientRect();
      for (const row of [...root.querySelectorAll<HTMLElement>(".row:not(.removed)")].reverse()) {
        const { top, bottom, left } = row.getBoundingClientRect();
        if (!row.innerText.includes("cheap coins")) continue;
        if (top < list.top + 20 || bottom > list.bottom) continue;
        return { x: left + 60, y: (top + bottom) / 2 };
      }
      return undefined;
    });
  }

  /** The row whose actions are shown. */
  async openRow(): Promise<{ key: string; text: string; top: number } | undefined> {
    return this.chat.evaluate((element) => {
      const row = element.shadowRoot!.querySelector<HTMLElement & { key: string }>(".row.open");
      if (!row?.querySelector("[data-do=ban]")) return undefined;
      return { key: row.key, text: row.innerText, top: row.getBoundingClientRect().top };
    });
  }

  /** Whether a row's message is gone; it is also when the row is. */
  isRemoved(key: string): Promise<boolean> {
    return this.chat.evaluate((element, key) => {
      const rows = [...element.shadowRoot!.querySelectorAll<HTMLElement>(".row:not(.removed)")];
      return !rows.some((row) => (row as HTMLElement & { key?: string }).key === key);
    }, key);
  }

  /** Where a row is now. */
  topOf(key: string): Promise<number | undefined> {
    return this.chat.evaluate((element, key) => {
      const rows = [...element.shadowRoot!.querySelectorAll<HTMLElement>(".row")];
      const row = rows.find((row) => (row as HTMLElement & { key?: string }).key === key);
      return row?.getBoundingClientRect().top;
    }, key);
  }
}
