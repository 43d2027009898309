import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";

/** The state of signing in, for the views. */
export interface SignInView {
  /** Undefined before it is known. */
  readonly isOffered: boolean | undefined;
  readonly status: "ready" | "busy" | "failed";
  readonly canSignOut: boolean;
}

/** Asks the visitor to sign in, or explains that this is not possible here. */
export function signInPrompt(
  { isOffered, status }: SignInView,
  /** Why the visitor has to sign in again, if it is not for the first time. */
  why: string | undefined,
  /** Another way, if there is one. */
  asGuest: TemplateResult | undefined,
  hasDraft: boolean,
  texts: Texts,
  onSignIn: () => void,
): TemplateResult {
  if (isOffered === false)
    return html`<p class="composer-notice">${texts.signInElsewhere}</p>
      ${asGuest}`;
  const hasFailed = status === "failed";
  // The live region is there before its text. The area announces the reason.
  return html`<div class="sign-in">
    ${why && !hasFailed ? html`<p class="composer-notice">${why}</p>` : nothing}
    <p class=${hasFailed ? "composer-notice" : ""} role="status">
      ${hasFailed ? texts.signInFailed : nothing}
    </p>
    <button class="primary" part="sign-in" @click=${onSignIn}>
      ${status === "busy" ? texts.signingIn : hasDraft ? texts.signInAndSend : texts.signIn}
    </button>
    ${asGuest}
  </div>`;
}

/** For guests, who can write without it. */
export function signInButton(texts: Texts, onSignIn: () => void): TemplateResult {
  return html`<button type="button" class="text-button" part="sign-in" @click=${onSignIn}>
    ${texts.signInInstead}
  </button>`;
}
