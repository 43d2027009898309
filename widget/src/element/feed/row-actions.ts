import { html, nothing, type TemplateResult } from "lit";
import { isStaff } from "../../client/room/is-staff.ts";
import { alertIcon, eyeOffIcon, replyIcon, trashIcon } from "../base/icons.ts";
import type { LogItem } from "./log-items.ts";
import type { RowContext, RowState } from "./row-context.ts";
import { rowTime } from "./row-time.ts";

/** The actions of a message; only the row that is hovered, tapped or focused has them. */
export function rowActions(
  { row, isMine }: LogItem & { kind: "message" },
  { isActive }: RowState,
  context: RowContext,
): TemplateResult {
  const { chat, texts, me } = context;
  const action = (part: string, icon: TemplateResult, label: string, run: () => void) =>
    html`<button
      class="icon-button ${part}"
      part=${part}
      tabindex=${isActive ? 0 : -1}
      aria-label=${label}
      title=${label}
      @click=${run}
    >
      ${icon}
    </button>`;
  return html`<div class="actions" part="actions">
    ${rowTime(row.timestamp, context)}
    ${me?.maySend ? action("reply", replyIcon, texts.reply, () => context.reply(row)) : nothing}
    ${
      isMine
        ? nothing
        : context.isModerated
          ? html`<live-chat-quick-actions
              .message=${row}
              .me=${me}
              .isActive=${isActive}
              .language=${context.language}
              .locale=${context.locale}
            ></live-chat-quick-actions>`
          : [
              action("hide", eyeOffIcon, texts.hide(row.nickname), () => context.hide(row)),
              action("report", alertIcon, texts.report, () => context.report(row)),
            ]
    }
    ${
      // Moderators and owners can also remove other people's messages. (SPEC RM1)
      isMine || (isStaff(me) && !context.isModerated)
        ? action("remove", trashIcon, texts.remove, () => void chat?.removeMessage(row.id))
        : nothing
    }
  </div>`;
}
