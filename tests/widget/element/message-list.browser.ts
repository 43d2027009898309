import { assert, nextFrame } from "@open-wc/testing";
import type { MessageList } from "../../../widget/src/element/feed/message-list.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message, messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

async function showLog(count: number): Promise<Shown & { scroller: HTMLElement }> {
  const shown = await showElement({ rows: messages(1_001, 1_000 + count) });
  return { ...shown, scroller: shown.find(".scroller") };
}

function distanceFromEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return Math.round(scrollHeight - scrollTop - clientHeight);
}

async function scrollTo(shown: Shown, top: number): Promise<void> {
  shown.find(".scroller").scrollTop = top;
  await shown.drawn();
}

function topOfRow(shown: Shown, text: string): number {
  const row = shown.findAll(".row").find((found) => found.textContent.includes(text));
  if (!row) throw new Error(`No row says ${text}`);
  return row.getBoundingClientRect().top;
}

describe("the list of messages", () => {
  it("sticks to the newest message", async () => {
    const { chat, drawn, scroller } = await showLog(60);
    assert.equal(distanceFromEnd(scroller), 0);
    chat.show({ rows: messages(1_001, 1_070) });
    await drawn();
    assert.equal(distanceFromEnd(scroller), 0);
  });

  it("sticks to it as well when the element becomes smaller", async () => {
    const { element, drawn, scroller } = await showLog(60);
    element.style.blockSize = "320px";
    await drawn();
    assert.equal(distanceFromEnd(scroller), 0);
  });

  it("keeps its place once the reader scrolls up, and counts new messages in a pill", async () => {
    const shown = await showLog(60);
    const { chat, drawn, scroller, texts, find } = shown;
    await scrollTo(shown, 600);
    const before = topOfRow(shown, "1030");
    chat.show({ rows: [...messages(1_001, 1_065)] });
    await drawn();
    assert.equal(topOfRow(shown, "1030"), before);
    assert.deepEqual(texts(".pill"), ["5 new messages"]);
    find(".pill").click();
    await drawn();
    assert.equal(distanceFromEnd(scroller), 0);
    assert.isEmpty(texts(".pill"));
  });

  it("lets the reader go when rows are drawn before the scroll event", async () => {
    const { chat, drawn, scroller, find } = await showLog(60);
    const before = scroller.scrollTop;
    scroller.scrollTop -= 200;
    chat.show({ rows: messages(1_001, 1_061) });
    // Drawn now, in the frame of the scroll, whose event has not come yet.
    const log = find("live-chat-log") as MessageList;
    log.requestUpdate();
    await log.updateComplete;
    assert.equal(scroller.scrollTop, before - 200);
    await drawn();
    assert.equal(scroller.scrollTop, before - 200);
  });

  it("loads older messages above without a jump", async () => {
    const shown = await showLog(60);
    const { chat, findAll } = shown;
    chat.older = messages(901, 1_000);
    chat.show({ hasOlder: true });
    await scrollTo(shown, 230);
    const before = topOfRow(shown, "1015");
    await shown.drawn();
    assert.deepEqual(chat.asked, ["loadOlder"]);
    assert.isAbove(findAll(".row").length, 100);
    assert.isBelow(Math.abs(topOfRow(shown, "1015") - before), 2);
  });

  it("holds 200 rows while older ones are read as well, and scrolls without a jump", async () => {
    const shown = await showLog(390);
    const { findAll, scroller } = shown;
    const seen = new Set<string>();
    const read = async (by: number): Promise<void> => {
      const { top } = scroller.getBoundingClientRect();
      const row = findAll(".row").find((found) => found.getBoundingClientRect().top >= top)!;
      const before = row.getBoundingClientRect().top;
      const from = scroller.scrollTop;
      scroller.scrollTop += by;
      const moved = from - scroller.scrollTop;
      await shown.drawn();
      assert.isBelow(Math.abs(row.getBoundingClientRect().top - before - moved), 2);
      assert.isAtMost(findAll(".row").length, 200);
      for (const text of shown.texts(".text")) seen.add(text);
    };
    while (scroller.scrollTop > 0) await read(-400);
    assert.lengthOf([...seen], 390);
    while (distanceFromEnd(scroller) > 0) await read(400);
    assert.include(shown.texts(".text"), "메시지 1390");
  });

  it("holds at most 120 rows while the newest are read, and drops the rest", async () => {
    const { chat, findAll, drawn } = await showLog(390);
    assert.lengthOf(findAll(".row"), 100);
    chat.show({ rows: messages(1_001, 1_500) });
    await drawn();
    assert.isAtMost(findAll(".row").length, 120);
    assert.isAtLeast(findAll(".row").length, 100);
    assert.deepEqual(chat.asked, ["trim 200"]);
    assert.lengthOf(chat.getSnapshot().rows, 200);
  });

  it("lets many rows that come at once in over several frames, in their order", async () => {
    const { chat, drawn, find, texts } = await showElement({ rows: messages(1, 10) });
    let most = 0;
    const seen: number[] = [];
    const observer = new MutationObserver((records) => {
      const added = records.flatMap((record) => [...record.addedNodes]) as HTMLElement[];
      seen.push(...added.map(({ textContent }) => Number(/메시지 (\d+)/.exec(textContent)![1])));
      most = Math.max(most, added.length);
    });
    observer.observe(find(".rows"), { childList: true });
    chat.show({ rows: messages(1, 40) });
    await drawn();
    observer.disconnect();
    assert.deepEqual(
      seen,
      messages(11, 40).map(({ seq }) => seq),
    );
    assert.isAtMost(most, 10);
    assert.lengthOf(texts(".text"), 40);
  });

  it("shows one's own message at once when the log has it, however many came before it", async () => {
    const mine = { clientId: "c1", text: "mine", queuedAtMs: 0, status: "sent" } as const;
    const { chat, find } = await showElement({ rows: messages(1, 10), pending: [mine] });
    let gone = 0;
    const observer = new MutationObserver(() => {
      if (!find(".rows").textContent.includes("mine")) gone += 1;
    });
    observer.observe(find(".rows"), { childList: true, subtree: true });
    const row = message(41, { userId: "me", clientId: "c1", message: "mine" });
    chat.show({ rows: [...messages(1, 40), row], pending: [] });
    for (let i = 0; i < 2; i++) await nextFrame();
    assert.include(find(".rows").textContent, "메시지 40");
    assert.include(find(".rows").lastElementChild!.textContent, "mine");
    assert.equal(gone, 0);
    observer.disconnect();
  });

  it("keeps the row of a pending message in place when the log has it", async () => {
    const { chat, drawn, findAll } = await showElement({
      rows: [message(1)],
      pending: [{ clientId: "c1", text: "mine", queuedAtMs: 0, status: "sending" }],
    });
    assert.lengthOf(findAll(".row.pending"), 1);
    const mine = message(2, { userId: "me", clientId: "c1", message: "mine" });
    chat.show({ rows: [message(1), mine], pending: [] });
    await drawn();
    assert.lengthOf(findAll(".row"), 2);
    assert.isEmpty(findAll(".row.pending"));
  });

  it("shows people's pictures, or loads none where the page says so", async () => {
    const avatarUrl = "https://chat.example.com/a.png";
    const { element, findAll, drawn } = await showElement({ rows: [message(1, { avatarUrl })] });
    assert.lengthOf(findAll("[part=avatar] img"), 1);
    element.setAttribute("avatars", "off");
    await drawn();
    assert.lengthOf(findAll("img"), 0);
    assert.lengthOf(findAll("[part=avatar]"), 1);
  });

  it("shows text as text, and https addresses as links", async () => {
    const { findAll, texts } = await showElement({
      rows: [
        message(1, {
          message: "<img src=x onerror=alert(1)> https://example.com/a?b=1, javascript:alert(1)",
        }),
      ],
    });
    assert.deepEqual(texts(".text"), [
      "<img src=x onerror=alert(1)> https://example.com/a?b=1, javascript:alert(1)",
    ]);
    await until(() => findAll(".text a").length > 0);
    const links = findAll(".text a") as HTMLAnchorElement[];
    assert.deepEqual(
      links.map(({ href }) => href),
      ["https://example.com/a?b=1"],
    );
    assert.equal(links[0]!.rel, "noopener noreferrer nofollow ugc");
  });

  it("offers to retry or discard a message that failed", async () => {
    const { chat, find } = await showElement({
      pending: [
        { clientId: "c1", text: "x", queuedAtMs: 0, status: "failed", error: "not-delivered" },
      ],
    });
    find("[part=retry]").click();
    find("[part=discard]").click();
    assert.deepEqual(chat.asked, ["retry c1", "discard c1"]);
  });
});
