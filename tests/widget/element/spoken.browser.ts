import { assert } from "@open-wc/testing";
import type { Me } from "#protocol";
import type { WritingArea } from "../../../widget/src/element/composer/writing-area.ts";
import { preferenceStore } from "../../../widget/src/element/settings/preference-store.ts";
import { holdTimers } from "../support/hold-timers.ts";
import { insertText, press, pressEnter } from "../support/keyboard.ts";
import { listenTo } from "../support/listen-to.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message, messages, type Change } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const GUEST: Me = { userId: "me", nickname: "지우", role: "guest", maySend: true };
const OUT: Me = { ...GUEST, maySend: false, reason: "timed-out", retryAfterMs: 290_000 };
const PENDING = { clientId: "c1", text: "hello", queuedAtMs: 0, status: "sending" } as const;

async function listen(snapshot: Change = {}): Promise<Shown & { readonly heard: string[] }> {
  const shown = await showElement({ rows: messages(1, 3), ...snapshot });
  return { ...shown, heard: listenTo(shown.find(".live-region")) };
}

/** Shows the chat one thing after the other, and says what is heard of it. */
async function hear(before: Change, ...changes: readonly Change[]): Promise<string[]> {
  const { heard, chat, drawn } = await listen(before);
  for (const change of changes) {
    chat.show(change);
    await drawn();
  }
  return heard;
}

function lost(attempt: number): Change {
  const nextAttemptAt = Date.now() + 8_000 - attempt * 1_000;
  return { connection: { status: "reconnecting", attempt, nextAttemptAt } };
}

describe("what is read out", () => {
  it("of the connection: that it is lost and that it is back, once each, and no seconds", async () => {
    const back: Change = { connection: { status: "live" } };
    const offline: Change = { connection: { status: "offline" } };
    const heard = await hear({}, lost(0), lost(1), lost(2), offline, lost(3), lost(0), back, back);
    assert.deepEqual(heard, ["Connection lost. Trying again…", "Connected again."]);
    assert.deepEqual(await hear({}, lost(0), back), []);
    const nextAttemptAt = Date.now() + 9_000;
    const wait = { status: "waiting", reason: "server-busy", nextAttemptAt } as const;
    const [first, ...others] = await hear({}, { connection: wait }, { connection: wait }, back);
    assert.match(first!, /^Many people are joining\. Your turn comes in \d s\.$/);
    assert.deepEqual(others, ["Connected again."]);
  });

  it("of the right to write: that it is gone, why, and that it is back; the field and the draft stay", async () => {
    const { heard, chat, element, find, drawn } = await listen();
    element.focus();
    await insertText("draft");
    chat.show({ me: OUT });
    await until(() => heard.length > 0);
    await drawn();
    const field = find("textarea") as HTMLTextAreaElement;
    assert.deepEqual([field.value, field.readOnly, field.checkVisibility()], ["draft", true, true]);
    assert.match(find("#composer-about").textContent, /^You can write again in 5 min\.$/);
    await pressEnter();
    await drawn();
    assert.isEmpty(chat.asked);
    chat.show({ me: GUEST });
    await drawn();
    assert.isFalse(field.readOnly);
    chat.show({ mode: { frozen: true } });
    await drawn();
    chat.show({ mode: {} });
    await drawn();
    const again = "You can write again in 5 min.";
    assert.deepEqual(heard, [
      again,
      again,
      "You can write again.",
      "The chat is paused. You can write again once it goes on.",
      "You can write again.",
    ]);
  });

  it("of the sign-in: that it has run out; and nothing of what is so from the start", async () => {
    const reader: Me = { userId: "", role: "viewer", maySend: false, reason: "token-expired" };
    assert.deepEqual(await hear({}, { me: reader }), ["Your sign-in has run out."]);
    assert.deepEqual(await hear({ me: OUT }, { viewers: 1 }), []);
  });

  it("of the person's own messages: that one was not sent and why, and that one waits for review", async () => {
    const failed = { ...PENDING, status: "failed", error: "not-delivered" } as const;
    const own = message(3.5, { userId: "me", message: "buy" });
    const held = { ...own, held: true } as const;
    const heard = await hear(
      { pending: [PENDING] },
      { pending: [failed] },
      { viewers: 5 },
      { pending: [], rows: [...messages(1, 3), held] },
      { viewers: 6, rows: [...messages(1, 3), held, message(4)] },
      { rows: [...messages(1, 3), { ...own, rejected: true }, message(4)] },
      { viewers: 7 },
    );
    assert.deepEqual(
      heard.filter((text) => !text.endsWith("message 4")),
      ["Not sent: there was no connection. hello", "Waiting for review: buy", "Not approved: buy"],
    );
  });

  it("and nothing, not even an empty text, while the connection stays as it is", async () => {
    const { chat, find, drawn } = await showElement({ rows: messages(1, 3) });
    let count = 0;
    find(".chat").addEventListener("announce", () => count++);
    for (let viewers = 1; viewers < 4; viewers++) {
      chat.show({ viewers });
      await drawn();
    }
    assert.equal(count, 0);
  });

  it("of slow mode: that one has to wait, what goes out by itself, and the end; nothing counts in the field", async () => {
    const { heard, chat, element, find, drawn } = await listen();
    element.focus();
    chat.show({ heldUntilMs: Date.now() + 60_000 });
    await drawn();
    const before = find("#composer-about").textContent + find(".send").ariaLabel!;
    assert.notMatch(before, /\d/);
    chat.show({ heldUntilMs: Date.now() });
    await drawn();
    await insertText("later");
    chat.show({ heldUntilMs: Date.now() + 60_000 });
    await drawn();
    await pressEnter();
    chat.show({ heldUntilMs: Date.now() });
    await drawn();
    assert.deepEqual(
      heard.map((text) => text.replace(/\d+/, "n")),
      [
        "You can send again in n s.",
        "You can write again.",
        "You can send again in n s.",
        "Sends in n s. Press again to stop.",
        "Your message was sent.",
      ],
    );
  });

  it("of an empty Enter, of the last characters, and of a reply whose message is deleted", async () => {
    const { heard, chat, element, find, drawn } = await listen();
    element.focus();
    await pressEnter();
    await drawn();
    await insertText("가".repeat(490));
    await drawn();
    assert.equal(find("#composer-about").textContent, "10 characters left");
    (find("live-chat-writing") as WritingArea).replyingTo = message(3);
    await drawn();
    assert.match(find("#composer-about").textContent, /^Replying to 사람 3: 메시지 3 /);
    chat.show({ rows: [...messages(1, 2), { kind: "removed", seq: 3, id: "m3", timestamp: 0 }] });
    await drawn();
    assert.deepEqual(heard, [
      "Write something first.",
      "The message you were replying to was deleted.",
    ]);
  });

  it("of the room: a pin and a mode that are new, and not those that were there before", async () => {
    const pinned = { text: "20 % off" };
    const before: Change = { pinned, mode: { noLinks: true } };
    const { heard, chat } = await listen(before);
    await until(() => chat.getSnapshot().pinned === pinned);
    chat.show({ pinned: { text: "Last hour" }, mode: { noLinks: true, slowSeconds: 30 } });
    await until(() => heard.length === 2);
    chat.show({ pinned: undefined, mode: {} });
    assert.sameMembers(heard, ["Pinned: Last hour", "Slow mode: one message every 30 sec."]);
    const late = await listen();
    late.chat.show(before);
    await until(() => late.heard.length === 2);
    assert.sameMembers(late.heard, ["Pinned: 20 % off", "Links cannot be sent."]);
  });

  it("of messages: all, only mentions, or none, as one has chosen; of oneself everything", async () => {
    const clock = holdTimers();
    try {
      const heard: Record<string, string[]> = {};
      for (const announcements of ["all", "mentions", "off"] as const) {
        preferenceStore().change({ announcements });
        const shown = await listen();
        const mine = { ...PENDING, status: "failed", error: "not-delivered" } as const;
        const named = message(5, { message: "@지우 hi" });
        shown.chat.show({ rows: [...messages(1, 4), named], pending: [mine] });
        await shown.drawn();
        clock.run();
        await shown.drawn();
        heard[announcements] = shown.heard.map((text) => text.replace(/^(\S+).*/, "$1"));
      }
      const failed = "Not";
      assert.deepEqual(heard, {
        all: [failed, "You"],
        mentions: [failed, "You"],
        off: [failed],
      });
    } finally {
      clock.restore();
      preferenceStore().change({ announcements: "all" });
    }
  });

  it("is the same again when it is said again, and is gone from the page after a while", async () => {
    const clock = holdTimers();
    try {
      const { heard, element, find, drawn } = await listen();
      element.focus();
      for (let i = 0; i < 2; i++) {
        await pressEnter();
        await drawn();
      }
      assert.deepEqual(heard, Array(2).fill("Write something first."));
      clock.run();
      assert.equal(find(".live-region").textContent, "");
    } finally {
      clock.restore();
    }
  });
});

describe("a row's name", () => {
  it("says who wrote it as what, what it answers, and what became of it", async () => {
    const pending = [
      { ...PENDING, status: "failed", error: "not-delivered" },
      { ...PENDING, clientId: "c2" },
    ] as const;
    const shown = await showElement({
      pending,
      rows: [
        message(1, { role: "owner" }),
        message(2, { userId: "bot:1", replyTo: { id: "m1", seq: 1 } }),
        { kind: "removed", seq: 3, id: "m3", timestamp: 0 },
        { ...message(4, { userId: "me" }), held: true },
        { ...message(5, { userId: "me" }), rejected: true },
      ],
    });
    shown.find(".scroller").focus();
    const names: string[] = [];
    for (let i = 0; i < 7; i++) {
      await press("ArrowUp");
      await shown.drawn();
      names.unshift(shown.find(".row[tabindex='0']").ariaLabel ?? "");
    }
    assert.deepEqual(names, [
      "사람 1, Host: 메시지 1",
      "사람 2, Bot: In reply to 사람 1. 메시지 2",
      "Message deleted",
      "사람 4: 메시지 4. Waiting for review",
      "사람 5: 메시지 5. Not approved",
      "지우: hello. Not sent: there was no connection.",
      "지우: hello. Sending…",
    ]);
  });

  it("has its actions beside it for people who do not move by keys, after clicks of a mouse, too", async () => {
    const { find, findAll, element, drawn } = await showElement({ rows: messages(1, 2) });
    const row = find(".row");
    const mouse = { bubbles: true, pointerType: "mouse" };
    row.dispatchEvent(new PointerEvent("pointerdown", mouse));
    row.dispatchEvent(new PointerEvent("click", mouse));
    row.click();
    await drawn();
    assert.lengthOf(findAll(".actions"), 1);
    row.click();
    await drawn();
    assert.isEmpty(findAll(".actions"));
    const button = find(".row .row-menu");
    assert.deepEqual([button.ariaLabel, button.ariaExpanded], ["Actions", "false"]);
    button.click();
    await drawn();
    assert.equal(button.ariaExpanded, "true");
    assert.equal(element.shadowRoot!.activeElement?.ariaLabel, "Reply");
  });

  it("loses what is shown over it by Escape, until the mouse comes back", async () => {
    const { find, findAll, drawn } = await showElement({ rows: messages(1, 2) });
    const over = async (index: number): Promise<void> => {
      const mouse = { bubbles: true, pointerType: "mouse" };
      findAll(".row")[index]!.dispatchEvent(new PointerEvent("pointerover", mouse));
      await drawn();
    };
    await over(1);
    assert.lengthOf(findAll(".actions"), 1);
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await drawn();
    await over(1);
    assert.isEmpty(findAll(".actions"));
    await over(0);
    await over(1);
    assert.lengthOf(findAll(".actions"), 1);
    assert.isTrue(find(".row.open") !== null);
  });
});
