import { assert } from "@open-wc/testing";
import { emojiFile } from "../support/emoji-file.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

/** Phones with their keyboard open, on their side and upright, and a page enlarged four times. */
const SIZES = [
  [667, 160],
  [360, 200],
  [320, 256],
] as const;

async function showLow(
  [width, height]: readonly [number, number],
  snapshot: object = {},
): Promise<Shown> {
  const shown = await showElement(
    { rows: messages(1, 40), ...snapshot },
    { element: { emojiUrl: emojiFile() } },
  );
  shown.element.style.inlineSize = `${width}px`;
  shown.element.style.blockSize = `${height}px`;
  await shown.drawn();
  return shown;
}

function heightOf({ find }: Shown, selector: string): number {
  return find(selector).getBoundingClientRect().height;
}

describe("a low chat", () => {
  for (const size of SIZES) {
    const [width, height] = size;
    it(`leaves room for messages: ${width} × ${height}`, async () => {
      const shown = await showLow(size);
      assert.equal(heightOf(shown, "[part=header]"), 0);
      assert.isAtLeast(heightOf(shown, ".scroller"), 64);
      const field = shown.find("textarea") as HTMLTextAreaElement;
      field.value = "1\n2\n3\n4\n5";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await shown.drawn();
      assert.isAtMost(field.offsetHeight, 2 * 1.45 * 14 + 18);
      const { scrollHeight, scrollTop, clientHeight } = shown.find(".scroller");
      assert.isAtMost(scrollHeight - scrollTop - clientHeight, 1);
      const bottom = shown.find(".composer").getBoundingClientRect().bottom;
      assert.isAtMost(bottom, shown.element.getBoundingClientRect().bottom);
    });

    it(`opens the emoji above all: ${width} × ${height}`, async () => {
      const shown = await showLow(size);
      shown.find("[part=emoji]").click();
      await until(() => shown.findAll(".emoji").length > 0);
      await shown.drawn();
      assert.isAtLeast(heightOf(shown, ".emoji-grid"), 72);
      const picker = shown.find(".picker").getBoundingClientRect();
      const chat = shown.element.getBoundingClientRect();
      assert.isAtLeast(picker.top, chat.top);
      assert.isAtMost(picker.bottom, chat.bottom);
      assert.isAtLeast(shown.find(".picker-search").getBoundingClientRect().width, 90);
    });

    it(`asks for a name: ${width} × ${height}`, async () => {
      const shown = await showLow(size, {
        me: { userId: "g", role: "guest", maySend: false, reason: "nickname-required" },
      });
      assert.isAtLeast(heightOf(shown, ".scroller"), 64);
      const { bottom } = shown.find("[part=nickname-submit]").getBoundingClientRect();
      assert.isAtMost(bottom, shown.element.getBoundingClientRect().bottom);
      assert.equal(shown.find("label[for=nickname]").textContent.trim().length > 0, true);
    });
  }

  it("keeps the field in reach of all that a room can say: a pin, modes and no connection", async () => {
    for (const lang of ["en", "ko"]) {
      const shown = await showElement(
        {
          rows: messages(1, 40),
          pinned: {
            text: "20 % off today, on everything in the shop",
            link: "https://example.com",
          },
          mode: { slowSeconds: 30, noLinks: true, unique: true },
          connection: { status: "offline" },
        },
        { lang },
      );
      Object.assign(shown.element.style, { inlineSize: "320px", blockSize: "256px" });
      await until(() => shown.findAll(".pin, .modes").length === 2);
      await shown.drawn();
      const { bottom } = shown.element.getBoundingClientRect();
      for (const selector of [".field", ".composer-foot"])
        assert.isAtMost(shown.find(selector).getBoundingClientRect().bottom, bottom, selector);
      assert.isAtLeast(heightOf(shown, ".scroller"), 32);
    }
  });

  it("gets its header back when there is room", async () => {
    const shown = await showLow([360, 200]);
    shown.element.style.blockSize = "400px";
    await shown.drawn();
    assert.isAbove(heightOf(shown, "[part=header]"), 40);
  });

  it("that grows with its content does not flicker", async () => {
    const shown = await showElement({ rows: messages(1, 2) });
    Object.assign(shown.element.style, { blockSize: "auto", maxBlockSize: "none" });
    const seen = new Set<number>();
    for (let i = 0; i < 6; i++) {
      await shown.drawn();
      seen.add(Math.round(heightOf(shown, "[part=header]")));
    }
    assert.isAtMost(seen.size, 2);
    const settled = heightOf(shown, "[part=header]");
    await shown.drawn();
    assert.equal(heightOf(shown, "[part=header]"), settled);
  });
});
