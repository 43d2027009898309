import { html, nothing, type TemplateResult } from "lit";
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
  return html`<p class="composer-notice" role="status">
    ${noStaffInFrames}
    <a href=${href ?? nothing} target="_blank" rel="noopener">${openInWindow}</a>
  </p>`;
}
