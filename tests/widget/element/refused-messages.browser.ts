import { assert, oneEvent } from "@open-wc/testing";
import { chatError } from "#protocol";
import type { PendingMessage } from "../../../widget/src/client/index.ts";
import { insertText, pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const REASON = "줄거리는 방송이 끝난 뒤에 이야기해 주세요.";
const SENT: PendingMessage = { clientId: "c1", text: "She dies", queuedAtMs: 0, status: "sending" };
const REFUSED: PendingMessage = {
  ...SENT,
  status: "failed",
  error: "filtered",
  reason: REASON,
  isRefused: true,
};

interface Writing extends Shown {
  field: HTMLTextAreaElement;
  /** What stands below the field, and what is read out of it. */
  hints(): string[];
}

async function show(lang = "en"): Promise<Writing> {
  const shown = await showElement({ pending: [SENT] }, { lang });
  // As a chat does: what is discarded is gone.
  shown.chat.discard = (clientId) => {
    shown.chat.asked.push(`discard ${clientId}`);
    const { pending } = shown.chat.getSnapshot();
    shown.chat.show({ pending: pending.filter((other) => other.clientId !== clientId) });
  };
  shown.element.focus();
  return {
    ...shown,
    field: shown.find("textarea") as HTMLTextAreaElement,
    hints: () => [
      shown.find(".hint").innerText.trim(),
      shown.find("#composer-about").textContent.trim(),
    ],
  };
}

/** Once the sentences for it are loaded. */
function untilReturned({ field }: Writing, value: string): Promise<void> {
  return until(() => field.value === value);
}

describe("a message whose text the server refuses", () => {
  it("stands apart from the word that its author may not write, which is all that is said then", async () => {
    const shown = await show();
    const { chat, field, find, texts } = shown;
    chat.show({ pending: [REFUSED] });
    await untilReturned(shown, "She dies");
    const { me } = chat.getSnapshot();
    chat.show({
      me: { ...me!, maySend: false, reason: "timed-out", retryAfterMs: 600_000 },
    });
    await until(() => texts(".composer-notice").length > 0);
    await shown.drawn();
    assert.equal(field.value, "She dies");
    const notice = find(".composer-notice").getBoundingClientRect();
    assert.isAtLeast(find(".field").getBoundingClientRect().top - notice.bottom, 6);
    assert.equal(getComputedStyle(find(".hint")).display, "none");
  });

  it("[FI10] is back in the field, with the filter's own reason until it is sent again", async () => {
    const shown = await show();
    const { chat, element, field, findAll, hints, drawn } = shown;
    const failed = oneEvent(element, "live-chat-message-failed");
    chat.show({ pending: [REFUSED] });
    assert.deepEqual((await failed).detail, {
      text: "She dies",
      error: "filtered",
      reason: REASON,
    });
    await untilReturned(shown, "She dies");
    await drawn();
    assert.lengthOf(findAll(".row.pending"), 0);
    assert.deepEqual(hints(), [REASON, REASON]);
    assert.equal(shown.texts(".live-region p").filter((text) => text.includes(REASON)).length, 1);
    await insertText(" not");
    await drawn();
    // It goes on being seen, and found at the field, and is read out once.
    assert.deepEqual(hints(), [REASON, REASON]);
    assert.equal(shown.texts(".live-region p").filter((text) => text.includes(REASON)).length, 1);
    field.value = "I liked it";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await pressEnter();
    await drawn();
    assert.deepEqual(chat.asked, ["discard c1", "send I liked it"]);
    assert.deepEqual(hints(), ["", ""]);
  });

  it("says it in the reader's words where the filter has no reason", async () => {
    const shown = await show("ko");
    const { reason: _, ...unexplained } = REFUSED;
    shown.chat.show({ pending: [unexplained] });
    await untilReturned(shown, "She dies");
    await shown.drawn();
    assert.equal(shown.hints()[0], "이 채팅에서 쓸 수 없는 표현이에요. 다르게 써 주세요.");
  });

  it("leaves alone what is being written meanwhile, and comes before it when asked to", async () => {
    const shown = await show();
    const { chat, field, find, texts, drawn } = shown;
    await insertText("And anoth");
    chat.show({ pending: [REFUSED] });
    await until(() => texts(".failure button").length === 2);
    assert.equal(field.value, "And anoth");
    // Sent as it is, it would only be refused again.
    assert.deepEqual(texts(".failure button"), ["Edit", "Discard"]);
    assert.deepEqual(texts(".failure .reason"), [REASON]);
    find(".failure button").click();
    await drawn();
    assert.equal(field.value, "She dies\nAnd anoth");
    assert.lengthOf(shown.findAll(".row.pending"), 0);
  });

  it("answers the same message as before", async () => {
    const shown = await show();
    const row = message(1);
    const replyTo = { id: row.id, seq: row.seq };
    shown.chat.show({ rows: [row], pending: [{ ...REFUSED, replyTo }] });
    await untilReturned(shown, "She dies");
    await shown.drawn();
    assert.deepEqual(shown.texts(".answered-text"), ["메시지 1"]);
  });

  it("offers no second try to a person who may not write", async () => {
    const shown = await show();
    const me = { userId: "me", nickname: "지우", role: "guest", maySend: false } as const;
    const pending = [{ ...REFUSED, error: "banned" as const }];
    shown.chat.show({ me: { ...me, reason: "banned" }, pending });
    await until(() => shown.texts(".failure .reason").length === 1);
    await shown.drawn();
    assert.deepEqual(shown.texts(".failure button"), ["Discard"]);
    // And comes back with the right to write.
    shown.chat.show({ me: { ...me, maySend: true } });
    await untilReturned(shown, "She dies");
  });

  it("stays a row that is tried again where that may help", async () => {
    const shown = await show();
    const { code: error } = chatError("store-full");
    shown.chat.show({ pending: [{ ...SENT, status: "failed", error }] });
    await until(() => shown.texts(".failure button").length === 2);
    await shown.drawn();
    assert.deepEqual(shown.texts(".failure button"), ["Retry", "Discard"]);
    assert.equal(shown.field.value, "");
  });
});
