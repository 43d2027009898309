import { assert } from "@open-wc/testing";
import { showElement, type Shown } from "../support/show-element.ts";
import { makeStates } from "../support/states.ts";

/** The least that fingers and shaking hands need, in CSS pixels. (WCAG 2.5.8) */
const MIN_TARGET = 24;

const REFUSED = [
  { clientId: "c", text: "refused", queuedAtMs: 0, status: "failed", error: "rate-limited" },
] as const;

function targets({ findAll }: Shown): HTMLElement[] {
  // Links stand in running text, whose lines they may not stretch.
  return findAll("button, input, textarea, summary, [role=menuitem]").filter((target) =>
    target.checkVisibility({ visibilityProperty: true }),
  );
}

function describeTarget(target: HTMLElement): string {
  const { width, height } = target.getBoundingClientRect();
  return `${target.getAttribute("part")} ${Math.round(width)} × ${Math.round(height)}`;
}

/** Whether it lies in the box, but for what rounding does. */
function isInside(inner: DOMRect, outer: DOMRect): boolean {
  return (
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1 &&
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1
  );
}

/** Whether one can scroll what holds it, so that it comes into sight. */
function isScrollable(target: HTMLElement): boolean {
  for (let box = target.parentElement; box; box = box.parentElement)
    if (/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight)
      return true;
  return false;
}

describe("what can be pressed", () => {
  for (const { name, snapshot, element } of makeStates()) {
    it(`${name}: is large enough, in sight, and all there at 400 % zoom`, async () => {
      const shown = await showElement(snapshot, { lang: "ko", element });
      for (const [width, height] of [
        [400, 600],
        [240, 500],
        // 1280 × 1024, four times as large.
        [320, 256],
      ] as const) {
        shown.element.style.inlineSize = `${width}px`;
        shown.element.style.blockSize = `${height}px`;
        await shown.drawn();
        const box = shown.element.getBoundingClientRect();
        const all = targets(shown);
        const small = all.filter((target) => {
          const rect = target.getBoundingClientRect();
          return rect.width < MIN_TARGET || rect.height < MIN_TARGET;
        });
        assert.deepEqual(small.map(describeTarget), [], `too small at ${width} px`);
        const hidden = all.filter(
          (target) => !isInside(target.getBoundingClientRect(), box) && !isScrollable(target),
        );
        assert.deepEqual(hidden.map(describeTarget), [], `out of reach at ${width} × ${height} px`);
        const chat = shown.find(".chat");
        assert.isAtMost(chat.scrollWidth, chat.clientWidth, `cut off at ${width} px`);
        for (const scroller of shown.findAll(".scroller"))
          assert.isAtLeast(scroller.clientHeight, 48, `two lines at ${width} × ${height} px`);
        for (const text of shown.findAll(".notice p, .composer-notice"))
          assert.isTrue(
            isInside(text.getBoundingClientRect(), box) || isScrollable(text),
            `"${text.innerText}" out of sight at ${width} × ${height} px`,
          );
      }
    });
  }

  it("of a failed message stands side by side at 320 px, in Korean too", async () => {
    const { element, find, drawn } = await showElement({ pending: REFUSED }, { lang: "ko" });
    element.style.inlineSize = "320px";
    await drawn();
    const [retry, discard] = ["retry", "discard"].map((part) =>
      find(`[part=${part}]`).getBoundingClientRect(),
    );
    assert.equal(retry!.top, discard!.top);
    assert.isAtMost(discard!.right, element.getBoundingClientRect().right);
  });
});

describe("the chat's box", () => {
  it("is no wider than what it stands in", async () => {
    const { element } = await showElement();
    element.style.inlineSize = "";
    const { width } = element.parentElement!.getBoundingClientRect();
    assert.equal(element.getBoundingClientRect().width, width);
  });
});
