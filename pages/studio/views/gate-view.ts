import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../texts/texts.ts";
import type { Visitor } from "../visitor.ts";

/** What whoever looks after nothing here sees, and how they come in. */
export function gateView(
  texts: Texts,
  { signIn, hasDevices }: Visitor,
  {
    heading,
    name,
    isOwnToken,
  }: { heading: string; name?: string | undefined; isOwnToken: boolean },
): TemplateResult {
  const { isOffered, status, canSignOut } = signIn;
  return html`<section class="gate">
    <h2>${heading}</h2>
    <p>${texts.notStaffHow}</p>
    ${name ? html`<p class="quiet">${texts.signedInAs(name)}</p>` : nothing}
    <p class="gate-actions">
      ${
        isOffered && !canSignOut && !isOwnToken
          ? html`<button
              class="primary"
              data-do="sign-in"
              ?disabled=${status === "busy"}
              @click=${() => signIn.signIn("")}
            >
              ${texts.signIn}
            </button>`
          : nothing
      }
      ${
        hasDevices && !canSignOut && !isOwnToken
          ? html`<button
              class=${isOffered ? "small-button" : "primary"}
              data-do="sign-in-by-device"
              ?disabled=${status === "busy"}
              @click=${() => signIn.signIn("", true)}
            >
              ${texts.signInByDevice}
            </button>`
          : nothing
      }
      ${
        canSignOut && !isOwnToken
          ? html`<button class="small-button" data-do="sign-out" @click=${() => signIn.signOut()}>
              ${texts.signOut}
            </button>`
          : nothing
      }
    </p>
    <p role="alert">${status === "failed" ? texts.signInFailed : nothing}</p>
  </section>`;
}
