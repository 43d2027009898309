import type { DeviceSignIn, DeviceSignInResult } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { makeClientId } from "../../../client/sender/client-id.ts";
import type { DeviceTexts } from "../../../i18n/en/en-device.ts";
import { announce } from "../../base/announce.ts";
import { CoverChat } from "../../base/cover-chat.ts";
import { EscapeKey } from "../../base/escape-key.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { keepSession } from "../flow/keep-session.ts";
import { post } from "../flow/post.ts";
import type { SessionStore } from "../visitor-session.ts";
import { DEVICE_STYLES } from "./device-styles.ts";

/** Modules of white around a QR code; with fewer, cameras do not find it. */
const QUIET_MODULES = 4;
/** Until the server has said how often to ask. */
const INTERVAL_MS = 2_000;

/** What the person sees. */
type State = "opening" | "waiting" | "expired" | "refused" | "full" | "failed";

/** How it ended. */
export type DeviceOutcome = "signed-in" | "closed" | "here";

/**
 * Shows a code, and waits until another device has confirmed it. (SPEC SI11, SI14)
 *
 * The secret that redeems it is in no attribute, storage or address. Fires `done` with the outcome;
 * `here` is the wish to sign in on this page.
 */
export class DeviceSignInElement extends LazyElement {
  static override readonly sheets: readonly string[] = [DEVICE_STYLES];
  @property() accessor session!: SessionStore;
  @property() accessor texts!: DeviceTexts;
  /** Whether this page can leave for the sign-in page. */
  @property() accessor canLeave = false;
  #state: State = "opening";
  #asked: DeviceSignIn | undefined;
  #secret = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Who was focused before. */
  #before: HTMLElement | null | undefined;

  constructor() {
    super();
    new CoverChat(this, () => this.#finish("closed"));
    new EscapeKey(
      this,
      () => true,
      () => this.#finish("closed"),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#before = (this.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    document.addEventListener("visibilitychange", this.#onVisible);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.tell("done", "closed");
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    const state = this.#state;
    const isOver = state !== "opening" && state !== "waiting";
    return html`<div
      class="device-cover"
      role="dialog"
      aria-modal="true"
      aria-labelledby="device-title"
    >
      <div class="device">
        <h2 id="device-title" tabindex="-1">${texts.deviceTitle}</h2>
        ${isOver ? html`<p class="device-over">${this.#said}</p>` : this.#renderCode()}
        <div class="device-actions">
          ${
            isOver
              ? html`<button class="primary" data-do="again" @click=${this.#open}>
                  ${texts.deviceAgain}
                </button>`
              : nothing
          }
          ${
            this.canLeave
              ? html`<button
                  class="text-button"
                  data-do="here"
                  @click=${() => this.#finish("here")}
                >
                  ${texts.deviceHere}
                </button>`
              : nothing
          }
          <button class="text-button quiet" data-do="cancel" @click=${() => this.#finish("closed")}>
            ${texts.deviceCancel}
          </button>
        </div>
      </div>
    </div>`;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
    void this.#open();
  }

  #renderCode(): TemplateResult {
    const { texts } = this;
    const asked = this.#asked;
    const groups = asked?.userCode.match(/\d{3}/g) ?? ["   ", "   ", "   "];
    return html`<p class="device-how">${texts.deviceScan}</p>
      ${this.#renderQr()}
      <p class="device-how">
        ${texts.deviceType}
        <bdi class="device-address" dir="ltr">${asked ? addressOf(asked) : nothing}</bdi>
      </p>
      <p class="device-code" dir="ltr">${groups.map((group) => html`<span>${group}</span>`)}</p>
      <p class="device-wait" role="status">
        ${asked ? html`<i aria-hidden="true"></i>${texts.deviceWaiting}` : texts.deviceOpening}
      </p>
      <p class="device-once">${texts.deviceOnce}</p>`;
  }

  #renderQr(): TemplateResult {
    const { size, path } = this.#asked?.qr ?? { size: 29, path: "" };
    const side = size + 2 * QUIET_MODULES;
    return html`<svg
      class="device-qr"
      role="img"
      aria-label=${this.texts.deviceQr}
      viewBox="${-QUIET_MODULES} ${-QUIET_MODULES} ${side} ${side}"
      shape-rendering="crispEdges"
    >
      <path d=${path}></path>
    </svg>`;
  }

  /** Why there is no code any more. */
  get #said(): string {
    const { texts } = this;
    switch (this.#state) {
      case "expired":
        return texts.deviceExpired;
      case "refused":
        return texts.deviceRefused;
      case "full":
        return texts.deviceFull;
      default:
        return texts.deviceFailed;
    }
  }

  /** Asks for a code. */
  readonly #open = async (): Promise<void> => {
    this.#asked = undefined;
    this.#show("opening");
    // Each code has a secret of its own.
    const secret = makeClientId() + makeClientId();
    this.#secret = secret;
    const { serverUrl } = this.session;
    const answer = await post<DeviceSignIn>(serverUrl, "sign-in/devices", { secret }).catch(
      () => undefined,
    );
    if (secret !== this.#secret || !this.isConnected) return;
    if (!answer?.ok) return this.#show(answer?.error.code === "rate-limited" ? "full" : "failed");
    this.#asked = answer;
    this.#show("waiting");
    this.#askLater(answer.intervalMs);
    const [one, two, three] = answer.userCode.match(/\d{3}/g) ?? [];
    announce(this, `${this.texts.deviceType} ${addressOf(answer)}, ${one} ${two} ${three}`);
  };

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    const { device, intervalMs = INTERVAL_MS } = this.#asked ?? {};
    const secret = this.#secret;
    if (device === undefined || this.#state !== "waiting") return;
    const answer = await post<DeviceSignInResult>(
      this.session.serverUrl,
      "sign-in/devices/redeem",
      { device, secret },
    ).catch(() => undefined);
    const isWanted = this.isConnected && secret === this.#secret;
    if (answer?.ok && answer.status === "signed-in") {
      if (isWanted) {
        keepSession(this.session, answer);
        return this.#finish("signed-in");
      }
      // Cancelled at the last moment.
      const { refreshHandle } = answer;
      const { serverUrl } = this.session;
      await post(serverUrl, "chat-sessions/revoke", { refreshHandle }).catch(() => undefined);
    }
    if (!isWanted) return;
    if (answer?.ok && answer.status === "refused") return this.#show("refused");
    if (answer && !answer.ok && answer.error.code === "sign-in-expired")
      return this.#show("expired");
    // Also without a network, which may come back.
    const retryAfterMs = answer?.ok
      ? (answer as { retryAfterMs: number }).retryAfterMs
      : (answer?.error.retryAfterMs ?? intervalMs);
    this.#askLater(retryAfterMs);
  }

  #askLater(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), ms);
  }

  /** Hidden pages are slow to ask. */
  readonly #onVisible = (): void => {
    if (!document.hidden) void this.#ask();
  };

  #show(state: State): void {
    this.#state = state;
    this.requestUpdate();
    if (state === "opening" || state === "waiting") return;
    announce(this, this.#said);
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>("[data-do=again]")?.focus({ preventScroll: true }),
    );
  }

  #finish(outcome: DeviceOutcome): void {
    this.tell("done", outcome);
    const before = this.#before;
    this.remove();
    before?.focus({ preventScroll: true });
  }
}

/** The address as people type it. */
function addressOf({ verificationUri }: DeviceSignIn): string {
  return verificationUri.replace(/^https?:\/\//, "").replace(/\/?#.*$/, "");
}

defineOnce("live-chat-device-sign-in", DeviceSignInElement);
