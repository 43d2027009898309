import { assert } from "@open-wc/testing";
import type { HeldMessage } from "#protocol";
import { insertText, press, pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { leave, pointAt, showStaff } from "../support/show-staff.ts";
import { message, messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

async function command(shown: Shown, line: string): Promise<void> {
  const field = shown.find("textarea") as HTMLTextAreaElement;
  field.focus();
  field.select();
  await insertText(line);
  await shown.drawn();
  // The list of commands goes first, where it is open.
  await press("Escape");
  await pressEnter();
  await shown.drawn();
}

function moderated({ chat }: Shown): unknown[] {
  return chat.asked
    .filter((line) => line.startsWith("moderate "))
    .map((line) => (JSON.parse(line.slice(9)) as { action: unknown }).action);
}

describe("staff", () => {
  it("[MO2] [MO8] ban with one press at a message, and take it back with another", async () => {
    const shown = await showStaff();
    await pointAt(shown, -1);
    shown.find("[data-do=ban]").click();
    await until(() => shown.findAll("[data-do=undo]").length > 0);
    assert.deepEqual(shown.texts(".toast span"), ["Banned 사람 1"]);
    shown.find("[data-do=undo]").click();
    await shown.drawn();
    assert.deepEqual(moderated(shown), [
      { kind: "ban", userId: "guest:5", purge: true },
      { kind: "undo", actionId: "a1" },
    ]);
  });

  it("[MO3] [MO9] delete and pin from the menu, and pin a text from the panel of the room", async () => {
    const shown = await showStaff();
    const press = async (selector: string): Promise<void> => {
      await until(() => shown.findAll(selector).length > 0);
      shown.find(selector).click();
    };
    for (const kind of ["remove", "pin"]) {
      await pointAt(shown, -1);
      await press(".row [data-do=menu]");
      await press(`.staff-menu [data-do=${kind}]`);
    }
    await press(".staff-button");
    await press("[data-tab=room]");
    await shown.drawn();
    const field = shown.find(".pin-form [name=text]") as HTMLInputElement;
    field.value = "Free shipping tonight";
    await press(".pin-form .small-button");
    await until(() => field.value === "");
    assert.deepEqual(moderated(shown), [
      { kind: "remove", messageId: "m40" },
      { kind: "pin", messageId: "m40" },
      { kind: "pin-text", text: "Free shipping tonight" },
    ]);
  });

  it("do not have the list move under their pointer, and follow again when it has left", async () => {
    const shown = await showStaff();
    const { chat, find, drawn } = shown;
    const row = await pointAt(shown, -3);
    const { top } = row.getBoundingClientRect();
    const removed = { kind: "removed", id: "m39", seq: 39, timestamp: 0 } as const;
    const rows = messages(1, 60).map((other) => (other.seq === 39 ? removed : other));
    chat.show({ rows });
    await drawn();
    assert.closeTo(row.getBoundingClientRect().top, top, 1);
    await leave(shown);
    const { scrollHeight, scrollTop, clientHeight } = find(".scroller");
    assert.isAtMost(scrollHeight - scrollTop - clientHeight, 1);
  });

  for (const isBack of [false, true])
    it(`have the list follow again when the pointer has left unnoticed${isBack ? ", and come back" : ""}`, async () => {
      const shown = await showStaff();
      const { chat, find, drawn } = shown;
      await pointAt(shown, -3);
      chat.show({ rows: messages(1, 44) });
      await drawn();
      // Chromium fires no pointerout once what was under the mouse has been removed.
      if (isBack) {
        await pointAt(shown, -2);
        await leave(shown);
      } else {
        const outside = { bubbles: true, pointerType: "mouse", clientX: -1, clientY: -1 };
        document.body.dispatchEvent(new PointerEvent("pointerover", outside));
        await drawn();
      }
      const { scrollHeight, scrollTop, clientHeight } = find(".scroller");
      assert.isAtMost(scrollHeight - scrollTop - clientHeight, 1);
    });

  it("do not have the list move under their pointer when it is back, nor once it has gone to its end", async () => {
    const shown = await showStaff();
    const { chat, drawn } = shown;
    const staysWhile = async (index: number, seq: number): Promise<void> => {
      const row = await pointAt(shown, index);
      const { top } = row.getBoundingClientRect();
      chat.show({ rows: messages(1, seq) });
      await drawn();
      assert.closeTo(row.getBoundingClientRect().top, top, 1);
    };
    await staysWhile(-3, 44);
    await leave(shown);
    await staysWhile(-2, 48);
    shown.find(".pill").click();
    await drawn();
    await staysWhile(-3, 52);
  });

  it("act by single keys on the message that has the focus, and only there", async () => {
    const shown = await showStaff();
    shown.find(".scroller").focus();
    await press("ArrowUp");
    await shown.drawn();
    await press("t");
    await press("d");
    await until(() => shown.findAll("[data-do=undo]").length > 0);
    await press("z");
    shown.find("textarea").focus();
    await press("b");
    await shown.drawn();
    assert.deepEqual(moderated(shown), [
      { kind: "timeout", userId: "guest:5", seconds: 600 },
      { kind: "remove", messageId: "m40" },
      { kind: "undo", actionId: "a1" },
    ]);
  });

  it("[MO3] are offered nothing against owners, other moderators and themselves", async () => {
    const rows = [
      message(1, { role: "owner" }),
      message(2, { role: "moderator" }),
      message(3, { userId: "me" }),
    ];
    const shown = await showStaff({ rows });
    for (const index of [0, 1]) {
      await pointAt(shown, index);
      assert.lengthOf(shown.findAll("[part=staff-action]"), 1);
    }
    await pointAt(shown, 2);
    assert.isEmpty(shown.findAll("[part=staff-action]"));
  });

  it("open a menu by keyboard, act in it with a reason, and are back in the list", async () => {
    const shown = await showStaff();
    const { find, findAll, element, drawn } = shown;
    find(".scroller").focus();
    await press("ArrowUp");
    await drawn();
    await press("m");
    await until(() => findAll(".staff-menu").length > 0);
    await drawn();
    assert.isTrue(find(".staff-menu").contains(element.shadowRoot!.activeElement));
    (find("[name=reason]") as HTMLInputElement).value = "spam";
    findAll("[data-do=timeout].preset")[1]!.click();
    await drawn();
    assert.deepEqual(moderated(shown), [
      { kind: "timeout", userId: "guest:5", seconds: 60, reason: "spam" },
    ]);
    assert.isEmpty(findAll(".staff-menu"));
    assert.isTrue(find(".scroller").contains(element.shadowRoot!.activeElement));
  });

  it("open it for a message of their own, too, whose key is that which it was sent with", async () => {
    const shown = await showStaff({ rows: [message(1, { userId: "me", clientId: "c1" })] });
    shown.find(".scroller").focus();
    await press("ArrowUp");
    await shown.drawn();
    await press("m");
    await until(() => shown.findAll(".staff-menu").length > 0);
  });

  it("[MO2] give commands, which are never sent as messages, not even unknown ones", async () => {
    const shown = await showStaff();
    await command(shown, "/timeout @사람 5 1m spam");
    await command(shown, "/nonsense");
    assert.deepEqual(moderated(shown), [
      { kind: "timeout", userId: "guest:5", seconds: 60, reason: "spam" },
    ]);
    assert.include(shown.texts(".toast span").at(-1), "/nonsense");
    assert.equal((shown.find("textarea") as HTMLTextAreaElement).value, "/nonsense");
    assert.isFalse(shown.chat.asked.some((line) => line.startsWith("send")));
  });

  it("complete commands after a slash", async () => {
    const shown = await showStaff();
    shown.element.focus();
    await insertText("/sh");
    await until(() => shown.findAll(".suggestion").length > 0);
    assert.deepEqual(
      shown.texts(".suggestion bdi").map((text) => text.split(" ")[0]),
      ["/shadow", "/shield"],
    );
    await press("ArrowDown");
    await press("Tab");
    await shown.drawn();
    assert.equal((shown.find("textarea") as HTMLTextAreaElement).value, "/shield ");
  });

  it("[MO11] see how much waits, and their panel reads again when something has changed", async () => {
    const shown = await showStaff({ news: { waiting: 2 } });
    assert.equal(shown.find(".staff-button").ariaLabel, "Moderation. Waiting for review: 2");
    shown.find(".staff-button").click();
    await shown.drawn();
    shown.chat.show({ news: { waiting: 3, lastActionId: "a2" } });
    await shown.drawn();
    assert.equal(shown.chat.asked.filter((line) => line.startsWith("load-queue")).length, 2);
  });

  it("[HE5] see while the review queue is full", async () => {
    const shown = await showStaff({ news: { waiting: 2 } });
    const { kind: _kind, ...said } = message(1, { message: "buy this" });
    const held: HeldMessage[] = [{ ...said, streamId: "s1", why: "filter" }];
    const queue = { ok: true as const, held, reported: [], waiting: 1 };
    shown.chat.answers["load-queue"] = queue;
    shown.find(".staff-button").click();
    await until(() => shown.texts("li").join().includes("buy this"));
    assert.deepEqual(shown.texts("[role=status].panel-note"), []);
    shown.chat.answers["load-queue"] = { ...queue, full: true };
    shown.chat.show({ news: { waiting: 3, lastActionId: "a2" } });
    await until(() => shown.findAll("[role=status].panel-note").length > 0);
    assert.include(shown.texts("[role=status].panel-note")[0], "The queue is full");
  });

  it("say why something was refused", async () => {
    const shown = await showStaff();
    delete shown.chat.answers.moderate;
    await pointAt(shown, -1);
    shown.find("[data-do=timeout]").click();
    await until(() => shown.findAll(".toast").length > 0);
    assert.deepEqual(shown.texts(".toast span"), ["You cannot do that here."]);
  });
});

describe("everybody else", () => {
  it("sends a text that begins with a slash unchanged", async () => {
    const shown = await showElement();
    await command(shown, "/ban @somebody");
    assert.deepEqual(shown.chat.asked, ["send /ban @somebody"]);
  });

  it("[HE4] reports a message, with what is wrong with it", async () => {
    const shown = await showElement({ rows: [message(1)] });
    shown.chat.answers["report-message"] = { ok: true };
    await pointAt(shown, 0);
    shown.find("[part=report]").click();
    await until(() => shown.findAll(".report .choice").length > 0);
    shown.findAll(".report .choice")[1]!.click();
    await until(() => shown.find(".sheet.report").innerText.includes("Thank you"));
    assert.include(shown.chat.asked, 'report-message {"id":"m1","reason":"abuse"}');
  });

  it("[MO9] puts a pin away and back, until there is another", async () => {
    const shown = await showElement({ pinned: { text: "sale" } });
    await until(() => shown.findAll("[part=pin]").length > 0);
    shown.find("[part=pin-hide]").click();
    await shown.drawn();
    assert.isEmpty(shown.findAll("[part=pin]"));
    shown.find("[part=pin-show]").click();
    await shown.drawn();
    assert.deepEqual(shown.texts(".pin-text"), ["sale"]);
    shown.find("[part=pin-hide]").click();
    shown.chat.show({ pinned: { text: "over" } });
    await shown.drawn();
    assert.deepEqual(shown.texts(".pin-text"), ["over"]);
  });
});
