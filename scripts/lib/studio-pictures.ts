import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright";

import { CHROMIUM_ARGS, chromiumPath } from "../../tests/support/chromium.js";
import { OBS_AGENT } from "../../tests/support/device-sign-in.ts";
import { freePort } from "../../tests/support/free-port.ts";
import { buildIfStale } from "../build.ts";
import { toPalettePng } from "./palette-png.ts";
import { ROOT } from "./paths.ts";
import { HOST } from "./studio-lines.ts";
import { playStudioShow, SHOW, SITE, type StudioShow } from "./studio-show.ts";

const FOLDER = join(ROOT, "docs/pictures/studio");
const PHONE = { viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true };
const DOCK = { viewport: { width: 400, height: 600 } };
const OBS = { viewport: { width: 340, height: 600 }, userAgent: OBS_AGENT };
/** What a browser stores that nobody has signed in with. */
const NOBODY = { cookies: [], origins: [] };
const GAP = 24;

/** Takes the pictures of the studio: a show of an hour is played, and looked at by its host. */
export async function takeStudioPictures(): Promise<void> {
  await buildIfStale();
  const port = await freePort();
  const show = await playStudioShow(port);
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP chat.example.com 127.0.0.1:${port}`],
  });
  const studio = await Studio.enter(browser, show);
  await studio.takeList();
  await studio.takeDesktop();
  await studio.takeSmall();
  await studio.takeChannel();
  await studio.takeDevice();
  await studio.takeReport();
  await browser.close();
  await show.end();
}

/** The studio of a show, as its host sees it. */
class Studio {
  readonly #browser: Browser;
  readonly #show: StudioShow;
  #signedIn: Exclude<BrowserContextOptions["storageState"], undefined> = NOBODY;

  private constructor(browser: Browser, show: StudioShow) {
    this.#browser = browser;
    this.#show = show;
  }

  static async enter(browser: Browser, show: StudioShow): Promise<Studio> {
    const studio = new Studio(browser, show);
    const page = await studio.#open(new URL((await show.makeOwnerLink()).url));
    await page.getByLabel("Nickname").fill(HOST);
    await page.getByRole("button", { name: /^Become/ }).click();
    await page.getByRole("heading", { name: /^You are/ }).waitFor();
    studio.#signedIn = await page.context().storageState();
    await page.context().close();
    return studio;
  }

  async takeList(): Promise<void> {
    const page = await this.#open("/studio/", { viewport: { width: 800, height: 620 } });
    await page.getByText(`${HOST} ·`).first().waitFor();
    await save(page, "list");
  }

  async takeDesktop(): Promise<void> {
    const page = await this.#open(`/studio/${SHOW}`, { viewport: { width: 1440, height: 860 } });
    await isDrawn(page);
    await save(page, "desktop");
  }

  /** A phone in Korean, and a dock in English. */
  async takeSmall(): Promise<void> {
    const phone = { ...PHONE, locale: "ko-KR" };
    const shots = [
      await this.#takeTab("chat", phone),
      await this.#takeTab("queue", phone),
      await this.#takeTab("queue", DOCK),
      await this.#takeTab("pulse", DOCK),
    ];
    await this.#join("small", shots);
  }

  async takeChannel(): Promise<void> {
    const page = await this.#open(`/studio/${SHOW}`, { viewport: { width: 1280, height: 900 } }, [
      "chat",
      "people",
      "channel",
    ]);
    await page.locator("live-chat .row").last().waitFor();
    // Moderators are open from the beginning.
    await page.getByRole("button", { name: "Make a link" }).waitFor();
    await save(page, "channel");
  }

  /** A dock that shows a number, and the phone that confirms it. */
  async takeDevice(): Promise<void> {
    const dock = await this.#open(`/studio/${SHOW}`, { ...OBS, storageState: NOBODY });
    await dock.getByRole("button", { name: "Sign in with another device" }).click();
    await dock.getByText("Waiting for the other device").waitFor();
    const number = (await dock.locator(".device-code span").allInnerTexts()).join("");
    const phone = await this.#open(`/sign-in/#device=${number}`, PHONE);
    await phone.getByRole("button", { name: "Sign it in" }).waitFor();
    await this.#join("device", [await shoot(dock), await shoot(phone)]);
  }

  async takeReport(): Promise<void> {
    const page = await this.#open(`/studio/${SHOW}?view=report`, {
      viewport: { width: 1000, height: 880 },
      locale: "ko-KR",
    });
    await page.getByRole("heading", { name: "많이 쓴 사람" }).waitFor();
    // The staff's texts come after the page's own.
    await page.getByText("메시지 삭제").waitFor();
    await save(page, "report-ko");
  }

  async #takeTab(tab: string, options: BrowserContextOptions): Promise<Shot> {
    const page = await this.#open(`/studio/${SHOW}`, options);
    await page.locator(`[data-tab=${tab}]`).click();
    await isDrawn(page);
    return shoot(page);
  }

  async #open(
    address: string | URL,
    options: BrowserContextOptions = {},
    columns?: readonly string[],
  ): Promise<Page> {
    const context = await this.#browser.newContext({
      reducedMotion: "reduce",
      locale: "en-US",
      timezoneId: "Asia/Seoul",
      storageState: this.#signedIn,
      ...options,
    });
    if (columns)
      await context.addInitScript(
        (chosen) => localStorage.setItem("live-chat:studio-columns", chosen),
        JSON.stringify(columns),
      );
    const page = await context.newPage();
    await page.clock.setFixedTime(this.#show.nowMs());
    const { pathname, search, hash } = new URL(address, SITE);
    await page.goto(SITE + pathname + search + hash);
    return page;
  }

  /** Puts what several devices show beside each other. */
  async #join(name: string, shots: readonly Shot[]): Promise<void> {
    const width = shots.reduce((sum, shot) => sum + shot.width + GAP, GAP);
    const height = Math.max(...shots.map((shot) => shot.height)) + 2 * GAP;
    const page = await this.#browser.newPage({ viewport: { width, height } });
    const images = shots.map(
      ({ png, width }) => `<img width="${width}" src="data:image/png;base64,${png}">`,
    );
    await page.setContent(
      `<style>body { display: flex; gap: ${GAP}px; margin: ${GAP}px; align-items: start;` +
        ` background: #dcdde3 }</style>${images.join("")}`,
    );
    await save(page, name);
  }
}

interface Shot {
  readonly png: string;
  readonly width: number;
  readonly height: number;
}

/** Takes what a page shows, and closes it. */
async function shoot(page: Page): Promise<Shot> {
  const png = (await page.screenshot()).toString("base64");
  const size = page.viewportSize()!;
  await page.context().close();
  return { png, ...size };
}

async function save(page: Page, name: string): Promise<void> {
  await writeFile(join(FOLDER, `${name}.png`), toPalettePng(await page.screenshot()));
  await page.context().close();
  console.log(`docs/pictures/studio/${name}.png`);
}

/** Waits until nothing on the page says that it loads. */
async function isDrawn(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
}
