import type { Me } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { announce } from "../../base/announce.ts";
import type { ChatSnapshot } from "../../../client/index.ts";
import type { Texts } from "../../../i18n/en/en.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import { popOutUrl } from "../../settings/settings-menu/pop-out.ts";

/** Tells staff in a frame how to get their tools: on this page in its own window. (SPEC EM7) */
export function frameNotice(
  { me, streamId }: ChatSnapshot,
  texts: Texts,
  serverUrl: string,
): TemplateResult | undefined {
  if (!me?.roleOutsideFrame) return undefined;
  const { noStaffInFrames, openInWindow }: RoomTexts = { ...enRoom, ...(texts as object) };
  // A `srcdoc` page has no URL.
  const hasAddress = location.protocol.startsWith("http");
  const href = hasAddress ? location.href : popOutUrl({ serverUrl, streamId, attributes: {} });
  return html`<p class="composer-notice">
    ${noStaffInFrames}
    <a href=${href ?? nothing} target="_blank" rel="noopener">${openInWindow}</a>
  </p>`;
}

const announced = new WeakSet<Element>();

/** Announces the notice once: screen readers miss a live region that comes together with its text. */
export function announceFrameNotice(
  element: Element,
  me: Me | undefined,
  texts: Texts | undefined,
): void {
  const chat = element.shadowRoot?.querySelector(".chat");
  if (!me?.roleOutsideFrame) announced.delete(element);
  else if (chat && texts && !announced.has(element)) {
    announced.add(element);
    const { noStaffInFrames }: RoomTexts = { ...enRoom, ...(texts as object) };
    announce(chat, noStaffInFrames);
  }
}
