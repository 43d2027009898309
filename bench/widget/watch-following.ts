import type { Page } from "playwright";

/** Whether a list kept to its end. */
export interface Following {
  readonly samples: number;
  /** Looks at which it stood still, and offered to go to the newest. */
  readonly stopped: number;
  /** Messages that were sent and not yet shown when it ended. */
  readonly rowsBehind: number;
}

const LOOK_EVERY_MS = 250;

/** Watches a list from now on; the function that it gives is told how many messages were sent, and ends that. */
export async function watchFollowing(page: Page): Promise<(sent: number) => Promise<Following>> {
  await page.evaluate((everyMs) => {
    const root = document.querySelector("live-chat")!.shadowRoot!;
    const looks = { samples: 0, stopped: 0 };
    setInterval(() => {
      looks.samples += 1;
      if (root.querySelector(".pill")) looks.stopped += 1;
    }, everyMs);
    Object.assign(globalThis, { looks });
  }, LOOK_EVERY_MS);
  return (sent) =>
    page.evaluate((sent) => {
      const root = document.querySelector("live-chat")!.shadowRoot!;
      const { samples, stopped } = Reflect.get(globalThis, "looks") as {
        samples: number;
        stopped: number;
      };
      const newest = [...root.querySelectorAll(".row .text")].at(-1)?.textContent ?? "";
      return { samples, stopped, rowsBehind: sent - 1 - Number.parseInt(newest) };
    }, sent);
}
