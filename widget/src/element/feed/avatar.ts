import { firstGrapheme, type Person } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { nameColorClass } from "../theme/name-color.ts";

/** A person's avatar on top of their initial, which is visible until it is loaded. */
export function avatar(
  { userId, nickname, avatarUrl }: Person,
  hasPictures: boolean,
): TemplateResult {
  return html`<span class="avatar ${nameColorClass(userId)}" part="avatar" aria-hidden="true">
    ${firstGrapheme(nickname.trim())?.toLocaleUpperCase()}
    ${hasPictures && avatarUrl ? picture(avatarUrl) : nothing}
  </span>`;
}

function picture(url: string): TemplateResult {
  return html`<img
    src=${url}
    alt=""
    loading="lazy"
    decoding="async"
    referrerpolicy="no-referrer"
    @error=${hide}
  />`;
}

function hide(event: Event): void {
  (event.target as HTMLImageElement).hidden = true;
}
