import { assert } from "@open-wc/testing";
import { keepFocusIn } from "../support/keep-focus-in.ts";
import { press } from "../support/keyboard.ts";
import type { Shown } from "../support/show-element.ts";
import { pointAt, showStaff } from "../support/show-staff.ts";
import { staffStates } from "../support/staff-states.ts";
import { until } from "../support/until.ts";

const ANSWERS = staffStates()[0]!.answers;

interface Focused extends Shown {
  /** Puts the focus on something and presses Enter there. */
  enter(selector: string): Promise<void>;
  /** Waits until the focus is on what this selects: the next element may not be there yet. */
  isAt(selector: string): Promise<void>;
}

async function show(): Promise<Focused> {
  const shown = await keepFocusIn(await showStaff());
  Object.assign(shown.chat.answers, ANSWERS);
  return {
    ...shown,
    isAt: (selector) =>
      until(
        () => shown.element.shadowRoot!.activeElement === shown.findAll(selector)[0],
        `the focus at ${selector}`,
      ),
    enter: async (selector) => {
      await until(() => shown.findAll(selector).length > 0);
      shown.find(selector).focus();
      await press("Enter");
      await shown.drawn();
    },
  };
}

async function showPanel(tab: string): Promise<Focused> {
  const shown = await show();
  await shown.enter(".staff-button");
  await shown.enter(`[data-tab=${tab}]`);
  return shown;
}

describe("the focus of staff who use the keyboard", () => {
  it("goes into the panels, and back to their button by Escape and by the way out", async () => {
    const { enter, isAt, drawn } = await show();
    await enter(".staff-button");
    await isAt("[data-tab=queue]");
    await press("Escape");
    await drawn();
    await isAt(".staff-button");
    await enter(".staff-button");
    await enter(".staff-panel [data-do=close]");
    await isAt(".staff-button");
  });

  it("is in a person's card, and back at the tab when that is left", async () => {
    const { enter, findAll, isAt } = await showPanel("people");
    await enter(".record-link");
    await until(() => findAll(".card-id").length > 0);
    await isAt(".panel-body");
    await enter(".back");
    await isAt("[data-tab=people]");
  });

  it("stays in the panel when its last person is lifted", async () => {
    const { chat, enter, findAll, isAt } = await showPanel("people");
    await until(() => findAll("[data-do=lift]").length > 0);
    chat.answers["load-sanctions"] = { ok: true, sanctions: [], more: false };
    await enter("[data-do=lift]");
    await until(() => findAll("[data-do=lift]").length === 0);
    await isAt(".panel-body");
  });

  it("goes on to the next of what waits, of who is restricted and of what was done", async () => {
    const queue = await showPanel("queue");
    await until(() => queue.findAll("[data-do=reject]").length === 2);
    const waiting = queue.chat.answers["load-queue"];
    if (!waiting?.ok) return;
    queue.chat.answers["load-queue"] = { ...waiting, held: waiting.held.slice(0, 1) };
    await queue.enter("li:nth-child(2) [data-do=reject]");
    await until(() => queue.findAll("[data-do=reject]").length === 1);
    await queue.drawn();
    await queue.isAt("li:nth-child(2) button");
    const people = await showPanel("people");
    await until(() => people.findAll("[data-do=lift]").length > 1);
    const restricted = people.chat.answers["load-sanctions"];
    if (!restricted?.ok) return;
    const sanctions = restricted.sanctions.slice(0, 2);
    people.chat.answers["load-sanctions"] = { ...restricted, sanctions };
    await people.enter("li:last-child [data-do=lift]");
    await until(() => people.findAll("[data-do=lift]").length === 2);
    await people.isAt("li:last-child .record-link");
    const history = await showPanel("audit");
    await until(() => history.findAll(".panel-list [data-do=undo]").length > 1);
    const done = history.chat.answers["load-audit"];
    if (!done?.ok) return;
    const [first, ...later] = done.records;
    const undone = { ...first!, undoable: false, undoneBy: "a9" };
    history.chat.answers["load-audit"] = { ...done, records: [undone, ...later] };
    await history.enter("li:first-child [data-do=undo]");
    await until(() => history.findAll("li:first-child [data-do=undo]").length === 0);
    await history.isAt("li:first-child .record-link");
  });

  it("cannot go behind what covers the chat, and Escape closes it from wherever it is", async () => {
    const { element, find, enter, isAt, drawn } = await showPanel("room");
    assert.isTrue(find("live-chat-log").inert);
    assert.isTrue(find("live-chat-writing").inert);
    assert.isFalse(find(".live-region").inert);
    element.style.inlineSize = "900px";
    await drawn();
    assert.isFalse(find("live-chat-log").inert);
    find("textarea").focus();
    await press("Escape");
    await drawn();
    await isAt("textarea");
    assert.isTrue(element.shadowRoot!.querySelector(".staff-panel") === null);
    find(".scroller").focus();
    await press("ArrowUp");
    await drawn();
    await enter(".row[tabindex='0'] [data-do=menu]");
    assert.isTrue(find("live-chat-log").inert);
    await press("Escape");
    await drawn();
    assert.isFalse(find("live-chat-log").inert);
    await isAt(".row[tabindex='0']");
  });

  it("goes to the list when something is undone that was said in passing, and not to the page", async () => {
    const shown = await show();
    const { enter, find, isAt } = shown;
    await pointAt(shown, -1);
    find(".row [data-do=ban]").click();
    await enter(".toast [data-do=undo]");
    await isAt(".scroller");
  });

  it("comes back to the message whose menu was opened by a key", async () => {
    const { find, findAll, isAt, drawn } = await show();
    find(".scroller").focus();
    await press("ArrowUp");
    await drawn();
    await isAt(".row[tabindex='0']");
    await press("m");
    await until(() => findAll(".staff-menu").length > 0);
    await drawn();
    await press("Escape");
    await drawn();
    await isAt(".row[tabindex='0']");
  });

  it("comes back to the button in the queue from which a menu was opened", async () => {
    const { enter, isAt, drawn } = await showPanel("queue");
    await enter(".review .small-button:last-child");
    await isAt(".staff-menu .close");
    await press("Escape");
    await drawn();
    await isAt(".review .small-button:last-child");
  });
});
