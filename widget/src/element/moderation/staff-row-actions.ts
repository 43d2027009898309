import type { MessageEntry } from "#protocol";
import type { TemplateResult } from "lit";
import { icon } from "../base/lazy-icon.ts";
import { formatDuration } from "../../i18n/format-duration.ts";
import type { Staff } from "./staff.ts";
import { STAFF_ICONS } from "./staff-icons.ts";
import { mayActOn } from "./subject.ts";

/** What one press, or one key, does for so long. */
const QUICK_TIMEOUT_SECONDS = 600;

export type QuickAction = "remove" | "timeout" | "ban" | "menu";

/** What is done at once with what somebody wrote: by a button at the message, or a key in the list. */
export function doQuickly(staff: Staff, kind: QuickAction, message: MessageEntry): void {
  const { id: messageId, userId } = message;
  if (kind === "menu") return staff.openMenu(subjectOf(message));
  if (!mayActOn(staff.here.snapshot.me, message)) return;
  if (kind === "remove") void staff.act({ kind, messageId });
  else if (kind === "ban") void staff.act({ kind, userId, purge: true });
  else void staff.act({ kind, userId, seconds: QUICK_TIMEOUT_SECONDS });
}

/** What the button is like that is pointed at. */
const CLASSES = { remove: "remove", ban: "remove", timeout: "timeout", menu: "" } as const;

/** The buttons at a message of somebody else. */
export function rowActions(staff: Staff, message: MessageEntry, isActive: boolean): TemplateResult {
  const { html, texts, here } = staff;
  const time = formatDuration(QUICK_TIMEOUT_SECONDS * 1_000, here.locale);
  const button = (kind: QuickAction, lines: string, label: string): TemplateResult =>
    html`<button
      class="icon-button ${CLASSES[kind]}"
      part="staff-action"
      data-do=${kind}
      tabindex=${isActive ? 0 : -1}
      aria-label=${label}
      title=${label}
      @click=${() => doQuickly(staff, kind, message)}
    >
      ${icon(html, lines)}
    </button>`;
  return html`${
    mayActOn(here.snapshot.me, message)
      ? [
          button("remove", STAFF_ICONS.remove, texts.remove),
          button("timeout", STAFF_ICONS.timeout, texts.timeOutFor(time)),
          button("ban", STAFF_ICONS.ban, texts.banAndPurge),
        ]
      : ""
  }${button("menu", STAFF_ICONS.more, texts.more)}`;
}

function subjectOf({
  id,
  message: text,
  role,
  ...author
}: MessageEntry): Parameters<Staff["openMenu"]>[0] {
  const { userId, nickname, avatarUrl } = author;
  return {
    person: { userId, nickname, ...(avatarUrl && { avatarUrl }) },
    role,
    message: { id, text },
  };
}
