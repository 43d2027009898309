import { html, nothing, type TemplateResult } from "lit";
import type { ChatSnapshot } from "../../../client/index.ts";
import type { Texts } from "../../../i18n/en/en.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import { popOutUrl } from "../../settings/settings-menu/pop-out.ts";

/** Tells staff in a frame where they are staff: on this page in a window of its own. (SPEC EM7) */
export function frameNotice(
  { me, streamId }: ChatSnapshot,
  texts: Texts,
  serverUrl: string,
): TemplateResult | undefined {
  if (!me?.roleOutsideFrame) return undefined;
  const { noStaffInFrames, openInWindow }: RoomTexts = { ...enRoom, ...(texts as object) };
  // A page that stands in an attribute has no address.
  const hasAddress = location.protocol.startsWith("http");
  const href = hasAddress ? location.href : popOutUrl({ serverUrl, streamId, attributes: {} });
  return html`<p class="composer-notice" role="status">
    ${noStaffInFrames}
    <a href=${href ?? nothing} target="_blank" rel="noopener">${openInWindow}</a>
  </p>`;
}
