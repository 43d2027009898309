import type { AuditRecord, Me } from "#protocol";
import { showElement, type Shown } from "./show-element.ts";
import { messages } from "./test-chat.ts";
import { until } from "./until.ts";

const MODERATOR: Me = { userId: "me", nickname: "지우", role: "moderator", maySend: true };
const RECORD: AuditRecord = {
  id: "a1",
  streamId: "s1",
  atMs: 0,
  by: null,
  kind: "ban",
  person: { userId: "guest:1", nickname: "사람 1" },
  undoable: true,
};

/** Shows the element to a moderator, and waits until it has what they have. */
export async function showStaff(more: Parameters<typeof showElement>[0] = {}): Promise<Shown> {
  const shown = await showElement({ me: MODERATOR, rows: messages(1, 40), ...more });
  shown.chat.answers.moderate = { ok: true, record: RECORD };
  await until(() => shown.findAll(".staff-button").length > 0);
  return shown;
}

/** The mouse goes over a message; the list is moved by nobody but its reader from then on. */
export async function pointAt({ findAll, drawn }: Shown, index: number): Promise<HTMLElement> {
  const row = findAll(".row").at(index)!;
  row.dispatchEvent(
    new PointerEvent("pointerover", { bubbles: true, composed: true, pointerType: "mouse" }),
  );
  await drawn();
  return row;
}

/** The mouse leaves the list. */
export async function leave({ find, drawn }: Shown): Promise<void> {
  const scroller = find(".scroller");
  // No more than Chromium tells once what was under the mouse has been removed.
  const mouse = { pointerType: "mouse", relatedTarget: find("textarea"), bubbles: true };
  scroller.dispatchEvent(new PointerEvent("pointerout", mouse));
  await drawn();
}
