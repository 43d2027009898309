import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { SignInReason } from "../../client/room/write-permission.ts";

/** The state of signing in, for the views. */
export interface SignInView {
  /** Undefined before it is known. */
  readonly isOffered: boolean | undefined;
  readonly status: "ready" | "busy" | "failed";
  readonly canSignOut: boolean;
}

/** Asks the visitor to sign in, or explains that this is not possible here. */
export function signInPrompt(
  reason: SignInReason,
  { isOffered, status }: SignInView,
  hasDraft: boolean,
  texts: Texts,
  onSignIn: () => void,
): TemplateResult {
  if (isOffered === false) return html`<p class="composer-notice">${texts.signInElsewhere}</p>`;
  const note =
    status === "failed"
      ? texts.signInFailed
      : reason === "token-expired"
        ? texts.signInAgain
        : reason === "invalid-token"
          ? texts.signInRefused
          : undefined;
  return html`<div class="sign-in">
    ${note ? html`<p class="composer-notice" role="status">${note}</p>` : nothing}
    <button class="primary" part="sign-in" @click=${onSignIn}>
      ${status === "busy" ? texts.signingIn : hasDraft ? texts.signInAndSend : texts.signIn}
    </button>
  </div>`;
}

/** For guests, who can write without it. */
export function signInButton(texts: Texts, onSignIn: () => void): TemplateResult {
  return html`<button type="button" class="text-button" part="sign-in" @click=${onSignIn}>
    ${texts.signInInstead}
  </button>`;
}
