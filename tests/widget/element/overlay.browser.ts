import { assert, aTimeout } from "@open-wc/testing";
import type { LiveChat } from "../../../widget/src/element/live-chat.ts";
import type { LogRow } from "../../../widget/src/client/index.ts";
import { conversation } from "../support/conversation.ts";
import { showElement } from "../support/show-element.ts";
import { makeStates } from "../support/states.ts";
import { messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const OVERLAY: Partial<LiveChat> = { mode: "overlay" };
const FOCUSABLE = "a, button, input, textarea, summary, select, [tabindex], [contenteditable]";

describe("an overlay", () => {
  before("its file is loaded by the first one", async () => {
    const { findAll } = await showElement({ rows: messages(1, 1) }, { element: OVERLAY });
    await until(() => findAll("[part=message]").length > 0);
  });

  it("shows the newest messages only, as many as the page wants", async () => {
    const { element, chat, texts, drawn } = await showElement(
      { rows: messages(1, 20) },
      { element: OVERLAY },
    );
    assert.deepEqual(
      texts("[part=text]"),
      [15, 16, 17, 18, 19, 20].map((seq) => `메시지 ${seq}`),
    );
    element.setAttribute("max-rows", "2");
    chat.show({ rows: messages(1, 21) });
    await drawn();
    assert.deepEqual(texts("[part=text]"), ["메시지 20", "메시지 21"]);
  });

  it("says nothing but messages in any state, and has nothing to press", async () => {
    for (const { name, snapshot } of makeStates()) {
      const { find, findAll } = await showElement(snapshot, { element: OVERLAY });
      const isSaid = (part: HTMLElement): boolean => !part.closest("[part=message]");
      const words = findAll(".overlay-rows *, .chat > :not(.overlay-rows)");
      assert.equal(
        words
          .filter(isSaid)
          .map((e) => e.outerHTML)
          .join(),
        "",
        name,
      );
      assert.equal(
        findAll(FOCUSABLE)
          .map((e) => e.outerHTML)
          .join(),
        "",
        name,
      );
      assert.equal(getComputedStyle(find(".chat")).backgroundColor, "rgba(0, 0, 0, 0)");
    }
  });

  it("takes a removed message away at once, also while it fades", async () => {
    const rows: LogRow[] = messages(1, 4);
    const { chat, element, texts, findAll, drawn } = await showElement(
      { rows },
      { element: { ...OVERLAY, fadeAfter: 0.001 } },
    );
    // Held half-way: on a slow machine they are gone before they are looked at, and their text with them.
    const fades = findAll("[part=message]")
      .flatMap((row) => row.getAnimations())
      .filter((animation) => (animation as CSSAnimation).animationName === "fade-away");
    assert.lengthOf(fades, 4);
    for (const fade of fades) {
      fade.pause();
      fade.currentTime = 350;
    }
    const { id, seq, timestamp } = rows[1]!;
    chat.show({ rows: rows.with(1, { kind: "removed", id, seq, timestamp }) });
    await drawn();
    assert.deepEqual(texts("[part=text]"), ["메시지 1", "메시지 3", "메시지 4"]);
    assert.equal(element.shadowRoot!.querySelectorAll("[part=message]").length, 3);
  });

  it("lets messages go after as long as the page says, and keeps them otherwise", async () => {
    const { element, findAll, drawn } = await showElement(
      { rows: messages(1, 2) },
      { element: OVERLAY },
    );
    const names = (): (string | undefined)[] =>
      findAll("[part=message]")[0]!
        .getAnimations()
        .map((animation) => (animation as CSSAnimation).animationName);
    assert.notInclude(names(), "fade-away");
    element.setAttribute("fade-after", "8");
    await drawn();
    assert.include(names(), "fade-away");
    const fade = findAll("[part=message]")[0]!
      .getAnimations()
      .find((animation) => (animation as CSSAnimation).animationName === "fade-away")!;
    assert.equal(fade.effect!.getComputedTiming().delay, 8_000);
    fade.finish();
    await aTimeout(0);
    assert.equal(getComputedStyle(findAll("[part=message]")[0]!).opacity, "0");
  });

  it("keeps its memory bounded on a stream that lasts", async () => {
    const { chat } = await showElement({ rows: messages(1, 450) }, { element: OVERLAY });
    assert.include(chat.asked, "trim 200");
  });

  it("stands in every language of its viewers", async () => {
    const { texts } = await showElement({ rows: conversation() }, { element: OVERLAY });
    assert.include(texts("[part=text]"), "สวยมากค่ะ");
  });
});
