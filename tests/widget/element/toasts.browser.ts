import { assert } from "@open-wc/testing";
import { keepFocusIn } from "../support/keep-focus-in.ts";
import { press } from "../support/keyboard.ts";
import type { Shown } from "../support/show-element.ts";
import { pointAt, showStaff } from "../support/show-staff.ts";
import { staffStates } from "../support/staff-states.ts";
import { until } from "../support/until.ts";

const UNDO = ".toast [data-do=undo]";

async function show(): Promise<Shown> {
  const shown = await showStaff();
  Object.assign(shown.chat.answers, staffStates()[0]!.answers);
  shown.element.style.inlineSize = "360px";
  return shown;
}

function middleOf(element: Element): { clientX: number; clientY: number } {
  const { left, width, top, height } = element.getBoundingClientRect();
  return { clientX: left + width / 2, clientY: top + height / 2 };
}

/** Presses with a pointer, which need not be where the button is. */
function pressAt(button: HTMLElement, at = middleOf(button)): void {
  const given = { bubbles: true, composed: true, cancelable: true, ...at };
  button.dispatchEvent(new PointerEvent("pointerdown", given));
  button.dispatchEvent(new PointerEvent("click", { ...given, detail: 1 }));
}

/** Bans somebody, whose toast then comes. */
async function ban(shown: Shown, at?: { clientX: number; clientY: number }): Promise<void> {
  await pointAt(shown, -1);
  pressAt(shown.find(".row [data-do=ban]"), at);
  await until(() => shown.findAll(UNDO).length > 0);
  await shown.drawn();
}

function undone({ chat }: Shown): number {
  return chat.asked.filter((line) => line.includes('"kind":"undo"')).length;
}

/** Whether whoever presses in the middle of something presses it. */
function isReached({ element }: Shown, target: HTMLElement): boolean {
  const { clientX, clientY } = middleOf(target);
  return element.shadowRoot!.elementFromPoint(clientX, clientY) === target;
}

/** What can be pressed or written in, and lies under the toast. */
function covered({ find, findAll }: Shown): string[] {
  const toast = find(".toast").getBoundingClientRect();
  const panel = findAll(".staff-panel")[0];
  return (
    findAll("button, input, textarea, select")
      .filter((control) => !control.closest(".toast") && control.getClientRects().length > 0)
      // What lies behind the panels is covered by them.
      .filter((control) => !panel || panel.contains(control))
      .filter((control) => {
        const box = (control.closest(".panel-body") ?? control).getBoundingClientRect();
        return (
          box.left < toast.right &&
          box.right > toast.left &&
          box.top < toast.bottom &&
          box.bottom > toast.top
        );
      })
      .map((control) => control.outerHTML)
  );
}

describe("a toast", () => {
  it("ignores a press that began before it appeared, and accepts one after the mouse was elsewhere", async () => {
    const shown = await show();
    await ban(shown);
    const at = middleOf(shown.find(UNDO));
    pressAt(shown.find(".scroller"));
    await shown.drawn();
    await ban(shown, at);
    assert.isFalse(isReached(shown, shown.find(UNDO)));
    const move = { bubbles: true, composed: true, clientX: at.clientX, clientY: at.clientY + 200 };
    shown.find(".scroller").dispatchEvent(new PointerEvent("pointermove", move));
    assert.isTrue(isReached(shown, shown.find(UNDO)));
  });

  it("covers no control: over the list, and over no part of the panels", async () => {
    const shown = await show();
    await ban(shown);
    assert.deepEqual(covered(shown), []);
    shown.find(".staff-button").click();
    await until(() => shown.findAll("[data-tab=room]").length > 0);
    shown.find("[data-tab=room]").click();
    await until(() => shown.findAll(".pin-form [name=text]").length > 0);
    (shown.find(".pin-form [name=text]") as HTMLInputElement).value = "Free shipping tonight";
    shown.find(".pin-form .small-button").click();
    await until(() => shown.findAll(UNDO).length > 0);
    await shown.drawn();
    assert.isTrue(isReached(shown, shown.find(UNDO)));
    assert.deepEqual(covered(shown), []);
  });

  it("goes when something else is pressed, and is still taken back by a key", async () => {
    const shown = await show();
    await ban(shown);
    const field = shown.find("textarea");
    // Not before the press is over: what moves under it would lose it.
    field.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
    await shown.drawn();
    assert.lengthOf(shown.findAll(".toast"), 1);
    pressAt(field);
    await shown.drawn();
    assert.isEmpty(shown.findAll(".toast"));
    shown.find(".scroller").focus();
    await press("z");
    assert.equal(undone(shown), 1);
  });

  it("says what was undone, in sight and by its name", async () => {
    const shown = await show();
    await ban(shown);
    assert.equal(shown.find(UNDO).ariaLabel, "Undo: Banned 대박코인");
    shown.chat.answers.moderate = {
      ok: true,
      record: {
        ...{ id: "a2", streamId: "s1", atMs: 0, by: null, kind: "undo", undoable: false },
        person: { userId: "guest:1", nickname: "대박코인" },
        detail: { undid: "a1", kind: "ban" },
      },
    };
    shown.find(UNDO).click();
    await until(() => shown.texts(".toast span")[0] === "Undone: Banned 대박코인");
  });

  it("gives the focus back to where it came from, with a ring in the colour of its text", async () => {
    const shown = await show();
    await ban(shown);
    const field = shown.find("textarea");
    await keepFocusIn(shown);
    field.focus();
    shown.find(UNDO).focus();
    await press("Shift");
    const { outlineColor, outlineOffset } = getComputedStyle(shown.find(UNDO));
    assert.equal(outlineColor, getComputedStyle(shown.find(".toast")).color);
    // Within what is as dark as the text is light.
    assert.equal(outlineOffset, "-2px");
    await press("Enter");
    await until(() => shown.element.shadowRoot!.activeElement === field);
  });
});
