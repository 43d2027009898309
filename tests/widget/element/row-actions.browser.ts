import { assert } from "@open-wc/testing";
import { preferenceStore } from "../../../widget/src/element/settings/preference-store.ts";
import { press } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message, messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const STAFF = { userId: "me", nickname: "지우", role: "moderator", maySend: true } as const;

function pointer(type: string, row: HTMLElement, pointerType: string): void {
  row.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, pointerType }));
}

/** The mouse goes over a row, and what can be done with it shows. */
async function pointAt({ findAll, drawn }: Shown, index: number): Promise<void> {
  pointer("pointerover", findAll(".row")[index]!, "mouse");
  await drawn();
}

async function tap({ findAll, drawn }: Shown, index: number): Promise<void> {
  const row = findAll(".row")[index]!;
  pointer("pointerdown", row, "touch");
  row.click();
  await drawn();
}

function partsOf({ findAll }: Shown): (string | null)[] {
  return findAll(".actions button").map((button) => button.getAttribute("part"));
}

function focusedText({ element }: Shown): string {
  return (element.shadowRoot!.activeElement as HTMLElement | null)?.innerText ?? "";
}

describe("the actions of a message", () => {
  it("[RM1] removes the person's own messages, and everyone's for staff", async () => {
    const shown = await showElement({ rows: [message(1), message(2, { userId: "me" })] });
    assert.isEmpty(partsOf(shown));
    await pointAt(shown, 0);
    assert.deepEqual(partsOf(shown), ["reply", "hide", "report"]);
    await pointAt(shown, 1);
    assert.deepEqual(partsOf(shown), ["reply", "remove"]);
    shown.find("[part=remove]").click();
    assert.deepEqual(shown.chat.asked, ["remove m2"]);
    shown.chat.show({ me: STAFF });
    await until(() => shown.findAll(".staff-button").length > 0);
    await pointAt(shown, 0);
    const doing = shown.findAll("[part=staff-action]").map((button) => button.dataset["do"]);
    assert.deepEqual(doing, ["remove", "timeout", "ban", "menu"]);
  });

  it("is not to answer, for those who may not write", async () => {
    const shown = await showElement({
      rows: [message(1)],
      me: { ...STAFF, role: "guest", maySend: false },
    });
    await pointAt(shown, 0);
    assert.deepEqual(partsOf(shown), ["hide", "report"]);
  });

  it("shows by a tap, goes by another, and holds the list meanwhile", async () => {
    const shown = await showElement({ rows: messages(1, 40) });
    const { chat, find, texts, drawn } = shown;
    await tap(shown, 39);
    assert.deepEqual(partsOf(shown), ["reply", "hide", "report"]);
    const { scrollTop } = find(".scroller");
    chat.show({ rows: messages(1, 42) });
    await drawn();
    assert.equal(find(".scroller").scrollTop, scrollTop);
    assert.deepEqual(texts(".pill"), ["2 new messages"]);
    await tap(shown, 39);
    assert.isEmpty(partsOf(shown));
  });

  it("goes with a row that is hidden or removed by a tap, and the list follows again", async () => {
    const shown = await showElement({ rows: messages(1, 40) });
    const { chat, find, findAll, texts, drawn } = shown;
    const isFollowed = async (last: string): Promise<void> => {
      await drawn();
      const { scrollTop, scrollHeight, clientHeight } = find(".scroller");
      assert.closeTo(scrollTop, scrollHeight - clientHeight, 1, last);
      assert.include(texts(".text").at(-1), last);
      assert.isEmpty(findAll(".pill"));
    };
    try {
      await tap(shown, 39);
      find("[part=hide]").click();
      await drawn();
      chat.show({ rows: messages(1, 42) });
      await isFollowed("메시지 42");
    } finally {
      preferenceStore().show(messages(40, 40)[0]!.userId);
    }
    await drawn();
    await tap(shown, 41);
    const [removed] = messages(42, 42);
    const mark = { kind: "removed", id: removed!.id, seq: 42, timestamp: 0 } as const;
    chat.show({ rows: [...messages(1, 41), mark] });
    await drawn();
    chat.show({ rows: [...messages(1, 41), mark, ...messages(43, 44)] });
    await isFollowed("메시지 44");
  });

  it("stays under a moderator's mouse when the row was removed", async () => {
    const shown = await showElement({ rows: messages(1, 40), me: STAFF });
    const { chat, find, findAll, drawn } = shown;
    await until(() => findAll(".staff-button").length > 0);
    await pointAt(shown, 39);
    const [removed] = messages(40, 40);
    const mark = { kind: "removed", id: removed!.id, seq: 40, timestamp: 0 } as const;
    const { scrollTop } = find(".scroller");
    chat.show({ rows: [...messages(1, 39), mark] });
    await drawn();
    chat.show({ rows: [...messages(1, 39), mark, ...messages(41, 44)] });
    await drawn();
    assert.isAtMost(find(".scroller").scrollTop, scrollTop);
    assert.lengthOf(findAll(".pill"), 1);
  });

  it("answers the message in the composer", async () => {
    const shown = await showElement({ rows: [message(1)] });
    await pointAt(shown, 0);
    shown.find("[part=reply]").click();
    await shown.drawn();
    assert.equal(shown.element.shadowRoot!.activeElement?.localName, "textarea");
    assert.lengthOf(shown.findAll("[part=reply-bar]"), 1);
  });

  it("hides a person, and their messages leave the list", async () => {
    const shown = await showElement({ rows: messages(1, 9) });
    await pointAt(shown, 0);
    try {
      shown.find("[part=hide]").click();
      await shown.drawn();
      const left = shown.texts(".text");
      assert.lengthOf(left, 7);
      assert.notInclude(left, "메시지 1");
      assert.notInclude(left, "메시지 8");
    } finally {
      preferenceStore().show("guest:1");
    }
    await shown.drawn();
    assert.lengthOf(shown.findAll(".row"), 9);
  });
});

describe("the list, by keyboard", () => {
  it("is one tab stop; arrow keys move among messages, and Tab reaches what can be done with one", async () => {
    const shown = await showElement({ rows: [message(1), message(2, { userId: "me" })] });
    const { element, find, chat, drawn } = shown;
    const part = (): unknown => element.shadowRoot!.activeElement?.getAttribute("part");
    find(".scroller").focus();
    await press("ArrowUp");
    await drawn();
    assert.include(focusedText(shown), "메시지 2");
    await press("ArrowUp");
    await drawn();
    assert.include(focusedText(shown), "메시지 1");
    await press("End");
    await drawn();
    await press("Tab");
    await drawn();
    assert.equal(part(), "reply");
    await press("Tab");
    await drawn();
    assert.equal(part(), "remove");
    await press("Enter");
    assert.deepEqual(chat.asked, ["remove m2"]);
  });

  it("opens a message's actions by Enter, and goes back by Escape", async () => {
    const shown = await showElement({ rows: messages(1, 3) });
    const { element, find, drawn } = shown;
    find(".scroller").focus();
    await press("ArrowUp");
    await drawn();
    await press("Enter");
    await drawn();
    assert.equal(element.shadowRoot!.activeElement?.getAttribute("part"), "reply");
    await press("Escape");
    await drawn();
    assert.include(focusedText(shown), "메시지 3");
    await press("Escape");
    await drawn();
    assert.equal(element.shadowRoot!.activeElement, find(".scroller"));
  });

  it("stands still while a message has the focus, and continues when it has left", async () => {
    const shown = await showElement({ rows: messages(1, 40) });
    const { chat, find, texts, drawn } = shown;
    find(".scroller").focus();
    await press("ArrowUp");
    await drawn();
    assert.isEmpty(texts(".pill"));
    chat.show({ rows: messages(1, 43) });
    await drawn();
    assert.deepEqual(texts(".pill"), ["3 new messages"]);
    assert.include(focusedText(shown), "메시지 40");
    find(".pill").click();
    await drawn();
    const { scrollHeight, scrollTop, clientHeight } = find(".scroller");
    assert.isAtMost(scrollHeight - scrollTop - clientHeight, 1);
    assert.isEmpty(texts(".pill"));
  });

  it("keeps the focus when the message that has it is removed or let go", async () => {
    const shown = await showElement({ rows: messages(1, 5) });
    const { chat, find, drawn } = shown;
    find(".scroller").focus();
    await press("ArrowUp");
    await press("ArrowUp");
    await drawn();
    const rows = chat.getSnapshot().rows;
    chat.show({ rows: rows.filter(({ seq }) => seq !== 4) });
    await drawn();
    assert.include(focusedText(shown), "메시지 5");
    chat.show({ rows: messages(1, 3) });
    await drawn();
    assert.include(focusedText(shown), "메시지 3");
    const removed = { kind: "removed", seq: 3, id: "m3", timestamp: 0 } as const;
    chat.show({ rows: [...messages(1, 2), removed] });
    await drawn();
    assert.equal(focusedText(shown), "Message deleted");
  });
});
