import { expect, type Locator, type Page } from "playwright/test";

import type { Viewer } from "./viewer.ts";

/** A moderator's view of a chat during a raid. */
export class Moderator {
  readonly page: Page;
  readonly chat: Locator;

  constructor({ page, chat }: Viewer) {
    this.page = page;
    this.chat = chat;
  }

  /** The raiders' messages in the list. */
  get raidersRows(): Locator {
    return this.chat.locator('.row:not(.removed):has-text("cheap coins")');
  }

  /** Waits until raiders' messages appear. */
  async isRaided(): Promise<void> {
    await expect(this.chat.locator("[part=staff]")).toBeVisible();
    await expect(this.raidersRows.nth(5)).toBeVisible();
  }

  /** The place of the lowest visible raider's message; undefined if there is none. */
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

  /** Whether a row's message was removed; true if the row is gone. */
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
