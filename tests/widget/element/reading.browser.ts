import { assert } from "@open-wc/testing";
import type { PresenceLine } from "../../../widget/src/client/index.ts";
import type { MessageList } from "../../../widget/src/element/feed/message-list.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message, messages } from "../support/test-chat.ts";

const LINE: PresenceLine = {
  key: "presence 1",
  kind: "joined",
  nicknames: ["민지", "준호"],
  count: 5,
  atMs: 0,
  afterSeq: 2,
};

function nodesPerRow({ find, findAll }: Shown): number {
  const walker = document.createTreeWalker(find(".rows"), NodeFilter.SHOW_ALL);
  let count = 0;
  while (walker.nextNode()) count += 1;
  return count / findAll(".row").length;
}

function distanceFromEnd({ find }: Shown): number {
  const { scrollHeight, scrollTop, clientHeight } = find(".scroller");
  return Math.round(scrollHeight - scrollTop - clientHeight);
}

function rowSaying({ findAll }: Shown, text: string): HTMLElement {
  const row = findAll(".row").find((found) => found.textContent.includes(text));
  if (!row) throw new Error(`No row says ${text}`);
  return row;
}

describe("reading", () => {
  it("stays where it is when something above it grows late", async () => {
    const shown = await showElement({ rows: messages(1_001, 1_060) });
    shown.find(".scroller").scrollTop = 700;
    await shown.drawn();
    const before = rowSaying(shown, "1030").getBoundingClientRect().top;
    rowSaying(shown, "1002").style.blockSize = "333px";
    await shown.drawn();
    assert.approximately(rowSaying(shown, "1030").getBoundingClientRect().top, before, 1);
  });

  it("stays at the newest when something above it grows late", async () => {
    const shown = await showElement({ rows: messages(1_001, 1_060) });
    rowSaying(shown, "1059").style.blockSize = "150px";
    await shown.drawn();
    assert.isAtMost(distanceFromEnd(shown), 1);
  });

  it("follows the newest where the list got lower and then higher before a scroll event", async () => {
    const shown = await showElement({ rows: messages(1, 60) });
    const { chat, find, texts, drawn } = shown;
    await drawn();
    const log = find("live-chat-log") as unknown as MessageList;
    // Rows go at the top, and the end is nearer to it than before: the list is put there.
    log.snapshot = { ...log.snapshot, rows: messages(11, 60) };
    await log.updateComplete;
    // Before the browser tells of that scroll, the end moves on: the field below has grown a line.
    rowSaying(shown, "메시지 60").style.paddingBlockEnd = "60px";
    find(".scroller").dispatchEvent(new Event("scroll"));
    await drawn();
    chat.show({ rows: messages(1, 61) });
    await drawn();
    assert.deepEqual(texts(".pill"), []);
    assert.isAtMost(distanceFromEnd(shown), 1);
  });

  it("is held while text is selected, and continues after that", async () => {
    const shown = await showElement({ rows: messages(1, 40) });
    const { chat, texts, drawn } = shown;
    const text = rowSaying(shown, "메시지 40").querySelector(".text")!;
    getSelection()!.setBaseAndExtent(text, 0, text, text.childNodes.length);
    await drawn();
    chat.show({ rows: messages(1, 41) });
    await drawn();
    assert.deepEqual(texts(".pill"), ["1 new message"]);
    assert.isAbove(distanceFromEnd(shown), 10);
    getSelection()!.removeAllRanges();
    await drawn();
    chat.show({ rows: messages(1, 42) });
    await drawn();
    assert.isAtMost(distanceFromEnd(shown), 1);
  });

  it("leaves nothing in the page of the rows that went", async () => {
    const shown = await showElement({ rows: messages(1, 200) });
    for (let to = 250; to <= 2_000; to += 50) {
      shown.chat.show({ rows: messages(to - 199, to) });
      await shown.drawn();
    }
    const after = nodesPerRow(shown);
    shown.chat.show({ rows: messages(2_801, 3_000) });
    await shown.drawn();
    assert.lengthOf(shown.findAll(".row"), 100);
    assert.approximately(nodesPerRow(shown), after, 1);
  });

  it("far above the newest keeps no more than 5,000 rows", async () => {
    const shown = await showElement({ rows: messages(1, 300) });
    shown.find(".scroller").scrollTop = 500;
    await shown.drawn();
    shown.chat.show({ rows: messages(1, 5_001) });
    await shown.drawn();
    // Of those that are left a reader says that all are needed: another chat could drop some.
    assert.deepEqual([...new Set(shown.chat.asked)], ["trim 4600", "trim 5000"]);
    assert.isAbove(shown.findAll(".row").length, 50);
    assert.isAtMost(shown.findAll(".row").length, 200);
  });
});

describe("a line about people who join and leave", () => {
  it("[PR2] is shown quietly between the messages, and counts as nothing new", async () => {
    const shown = await showElement({
      rows: messages(1, 60),
      presence: [{ ...LINE, afterSeq: 60 }],
    });
    assert.deepEqual(shown.texts(".presence"), ["민지, 준호 and 3 others joined"]);
    shown.find(".scroller").scrollTop = 300;
    await shown.drawn();
    const more = { ...LINE, key: "presence 2", nicknames: [], count: 37 };
    shown.chat.show({ presence: [LINE, more] });
    await shown.drawn();
    assert.deepEqual(shown.texts(".presence"), [
      "민지, 준호 and 3 others joined",
      "37 people joined",
    ]);
    assert.deepEqual(shown.texts(".pill"), ["Jump to newest"]);
    const { previousElementSibling } = shown.find(".presence").parentElement!;
    assert.include(previousElementSibling!.textContent, "메시지 2");
  });

  it("is worded as a Korean would word it", async () => {
    const alone = { ...LINE, nicknames: ["민지"], count: 1 };
    const { texts } = await showElement(
      { rows: messages(1, 3), presence: [alone, { ...LINE, key: "2", kind: "left" }] },
      { lang: "ko" },
    );
    assert.deepEqual(texts(".presence"), [
      "민지 님이 들어왔어요",
      "민지, 준호 님 외 3명이 나갔어요",
    ]);
  });
});

describe("a reply", () => {
  it("[SM9] shows what it answers, once that is known, and a quiet mark when it is gone", async () => {
    const rows = [message(9, { replyTo: { id: "m2", seq: 2 } })];
    const { chat, texts, drawn } = await showElement({ rows });
    assert.include(chat.asked, "quoted m2");
    const parent = message(2, { nickname: "민지", message: "얼마\n예요?" });
    chat.show({ quoted: new Map([["m2", parent]]) });
    await drawn();
    assert.match(texts("[part=quote]")[0]!, /민지\s*얼마 예요\?/);
    chat.show({ quoted: new Map([["m2", { kind: "removed", id: "m2", seq: 2, timestamp: 0 }]]) });
    await drawn();
    assert.deepEqual(texts("[part=quote]"), ["Message deleted"]);
  });

  it("[SM9] leads to what it answers, and loads what lies in between", async () => {
    const reply = message(1_061, { replyTo: { id: "m950", seq: 950 } });
    const shown = await showElement({
      rows: [...messages(1_001, 1_060), reply],
      quoted: new Map([["m950", message(950)]]),
      hasOlder: true,
    });
    shown.chat.older = messages(901, 1_000);
    const marked = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!shown.findAll(".found").some((row) => row.textContent.includes("메시지 950"))) return;
        observer.disconnect();
        resolve();
      });
      const attributes = { attributeFilter: ["class"], subtree: true, childList: true };
      observer.observe(shown.find(".scroller"), attributes);
    });
    shown.find("button.quote").click();
    // The mark goes by itself, which may be before all is drawn.
    await marked;
    for (let i = 0; i < 4; i++) await shown.drawn();
    const { top, bottom } = rowSaying(shown, "메시지 950").getBoundingClientRect();
    const view = shown.find(".scroller").getBoundingClientRect();
    assert.isAtLeast(top, view.top);
    assert.isAtMost(bottom, view.bottom);
    assert.lengthOf(shown.findAll(".pill"), 1);
  });
});
