import { html, nothing, type TemplateResult } from "lit";
import { nameColorClass } from "../theme/name-color.ts";
import type { Person } from "#protocol";

/** A person's picture over their initial, which shows where the picture does not. */
export function avatar(
  { userId, nickname, avatarUrl }: Person,
  hasPictures: boolean,
): TemplateResult {
  return html`<span class="avatar ${nameColorClass(userId)}" part="avatar" aria-hidden="true">
    ${[...nickname.trim()][0]?.toLocaleUpperCase()}
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
