import { Builder } from "selenium-webdriver";

/**
 * Opens each test file in WebKitGTK's window itself.
 *
 * The runner's own launcher for WebDriver swaps the address of one frame. In a loaded machine's
 * WebKit such a frame sometimes stayed empty, and its tests never began.
 *
 * @param {{ address: string, miniBrowser: string }} options
 */
export function webKitLauncher({ address, miniBrowser }) {
  return new WebKitLauncher(address, miniBrowser);
}

class WebKitLauncher {
  name = "WebKit";
  type = "webkit";
  // There is one window.
  concurrency = 1;
  #address;
  #miniBrowser;
  /** @type {string | undefined} */
  #active;
  /** @type {import("selenium-webdriver").WebDriver} */
  driver;

  /**
   * @param {string} address
   * @param {string} miniBrowser
   */
  constructor(address, miniBrowser) {
    this.#address = address;
    this.#miniBrowser = miniBrowser;
  }

  async initialize() {
    this.driver = await new Builder()
      .usingServer(this.#address)
      .withCapabilities({
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": { binary: this.#miniBrowser, args: ["--automation"] },
      })
      .build();
  }

  /**
   * @param {string} sessionId
   * @param {string} url
   */
  async startSession(sessionId, url) {
    this.#active = sessionId;
    await this.driver.get(url);
  }

  /** @param {string} sessionId */
  isActive(sessionId) {
    return this.#active === sessionId;
  }

  getBrowserUrl() {
    return this.driver.getCurrentUrl();
  }

  async stopSession() {
    this.#active = undefined;
    return {};
  }

  async startDebugSession() {
    throw new Error("WebKit's tests are debugged by its own developer tools.");
  }

  async stop() {
    await this.driver.quit();
  }
}
