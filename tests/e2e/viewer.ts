import { expect, type ConsoleMessage, type Locator, type Page } from "playwright/test";

/**
 * Messages that browsers log themselves when a server is unreachable or refuses; pages cannot
 * prevent them.
 */
const NETWORK_NOISE = /WebSocket connection to|Failed to load resource|blocked by CORS policy/;

/** A viewer of a page with a chat. */
export class Viewer {
  readonly page: Page;
  readonly chat: Locator;
  readonly #troubles: string[] = [];
  #networkMayFail = false;
  #mayFail = false;

  constructor(page: Page) {
    this.page = page;
    this.chat = page.locator("live-chat");
    page.on("pageerror", (error) => this.#troubles.push(error.message));
    page.on("console", (message) => this.#listen(message));
  }

  get composer(): Locator {
    return this.chat.getByRole("textbox", { name: /^(Write a message|메시지)/ });
  }

  get texts(): Locator {
    return this.chat.locator('[part~="text"]');
  }

  /** Opens a page and waits until its chat is live. */
  async watch(url: string): Promise<this> {
    await this.page.goto(url);
    await this.isLive();
    return this;
  }

  async isLive(): Promise<void> {
    await expect(this.chat.locator('[part~="connection"]')).toHaveAccessibleName(
      /^(Connected|연결)/,
    );
  }

  /** Answers the chat's question for a name. */
  async join(nickname: string): Promise<this> {
    await this.chat.getByRole("textbox", { name: "Nickname" }).fill(nickname);
    await this.chat.getByRole("button", { name: "Join" }).click();
    await expect(this.composer).toBeVisible();
    return this;
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  async sees(...texts: string[]): Promise<void> {
    await expect(this.texts).toHaveText(texts);
  }

  /** For tests that take the network away on purpose. */
  expectNetworkFailures(): this {
    this.#networkMayFail = true;
    return this;
  }

  /** For tests of pages that cannot work. */
  expectTroubles(): void {
    this.#mayFail = true;
  }

  /** Errors on the page so far: uncaught errors, console errors, policy violations. */
  get troubles(): readonly string[] {
    if (this.#mayFail) return [];
    return this.#troubles.filter((text) => !this.#networkMayFail || !NETWORK_NOISE.test(text));
  }

  #listen(message: ConsoleMessage): void {
    if (message.type() === "error") this.#troubles.push(message.text());
  }
}
