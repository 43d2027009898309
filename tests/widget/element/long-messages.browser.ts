import { assert, nextFrame } from "@open-wc/testing";
import { showElement, type Shown } from "../support/show-element.ts";
import { message, messages } from "../support/test-chat.ts";

const ZALGO = "H\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308".repeat(200);
/** Texts that would fill more than one screen of a chat. */
const LONG: readonly [string, string][] = [
  ["lines of dots", Array.from({ length: 250 }, () => ".").join("\n")],
  ["a paragraph", "가나다라 ".repeat(100).trim()],
  ["a word without spaces", "w".repeat(500)],
  ["letters with many marks", ZALGO.slice(0, 1_900)],
  ["large emoji", "😀 ".repeat(240)],
  ["wide letters", "﷽ ".repeat(240)],
];
const MAX_LINES = 8;

/** Sizes are told after a frame, and a frame later what follows from them is there. */
async function measured({ drawn }: Shown): Promise<void> {
  for (let i = 0; i < 3; i++) await nextFrame();
  await drawn();
}

function linesOf(row: HTMLElement): number {
  const said = row.querySelector<HTMLElement>(".said") ?? row.querySelector<HTMLElement>(".body")!;
  return Math.round(said.getBoundingClientRect().height / (14 * 1.45));
}

describe("a long message", () => {
  for (const [title, text] of LONG)
    it(`is cut off after some lines, and shown whole when that is wanted: ${title}`, async () => {
      const shown = await showElement({ rows: [message(1), message(2, { message: text })] });
      // Narrow, for how wide letters and emoji are is the device's fonts' to say.
      shown.element.style.inlineSize = "260px";
      await measured(shown);
      const [, row] = shown.findAll(".row");
      assert.isAtMost(linesOf(row!), MAX_LINES);
      const more = row!.querySelector<HTMLButtonElement>("[part~=more]")!;
      assert.equal(more.textContent.trim(), "Show more");
      assert.equal(more.getAttribute("aria-expanded"), "false");
      more.click();
      await measured(shown);
      assert.isAbove(linesOf(row!), MAX_LINES);
      assert.equal(more.getAttribute("aria-expanded"), "true");
      more.click();
      await measured(shown);
      assert.isAtMost(linesOf(row!), MAX_LINES);
      assert.equal(row!.querySelector(".text")!.textContent, text);
    });

  it("is cut off by a long name, too", async () => {
    const shown = await showElement({
      rows: [message(1, { nickname: "﷽".repeat(32), message: "w".repeat(300) })],
    });
    await measured(shown);
    assert.isAtMost(linesOf(shown.find(".row")), MAX_LINES);
    assert.equal(shown.find("[part~=more]").textContent.trim(), "Show more");
  });

  it("is cut off while it is on its way, and keeps its failure in sight", async () => {
    const shown = await showElement({
      pending: [
        {
          clientId: "c1",
          text: LONG[0]![1],
          queuedAtMs: 0,
          status: "failed",
          error: "not-delivered",
        },
      ],
    });
    await measured(shown);
    assert.isAtMost(linesOf(shown.find(".row")), MAX_LINES);
    const retry = shown.find("[part=retry]").getBoundingClientRect();
    const list = shown.find(".scroller").getBoundingClientRect();
    assert.isAtMost(retry.bottom, list.bottom);
  });

  it("that fits is not cut off, and has no button", async () => {
    const shown = await showElement({
      rows: [message(1), message(2, { message: "1\n2\n3\n4\n5\n6" })],
    });
    await measured(shown);
    assert.isEmpty(shown.findAll("[part~=more]"));
    for (const said of shown.findAll(".said"))
      assert.isAtMost(said.scrollHeight, said.clientHeight + 1);
  });

  it("loses its button when there is room, and gets it again", async () => {
    const shown = await showElement({ rows: [message(1, { message: "가나다라 ".repeat(60) })] });
    await measured(shown);
    assert.lengthOf(shown.findAll("[part~=more]"), 1);
    shown.element.style.inlineSize = "1200px";
    await measured(shown);
    assert.isEmpty(shown.findAll("[part~=more]"));
    shown.element.style.inlineSize = "300px";
    await measured(shown);
    assert.lengthOf(shown.findAll("[part~=more]"), 1);
  });

  it("keeps its beginning where it is when it is shown whole", async () => {
    const shown = await showElement({
      rows: [...messages(1, 30), message(31, { message: LONG[1]![1] })],
    });
    await measured(shown);
    const row = shown.findAll(".row").at(-1)!;
    const before = row.getBoundingClientRect().top;
    row.querySelector<HTMLButtonElement>("[part~=more]")!.click();
    await measured(shown);
    shown.chat.show({ rows: [...shown.chat.getSnapshot().rows, message(32)] });
    await measured(shown);
    assert.approximately(row.getBoundingClientRect().top, before, 1);
    assert.lengthOf(shown.findAll(".pill"), 1);
  });

  it("takes up a part of an overlay at most", async () => {
    const shown = await showElement(
      { rows: [message(1, { message: LONG[0]![1] }), message(2)] },
      { element: { mode: "overlay" } },
    );
    const findRow = (): HTMLElement | undefined => shown.findAll(".overlay-row")[0];
    while (!findRow()) await nextFrame();
    assert.isAtMost(findRow()!.getBoundingClientRect().height, 300);
  });
});
