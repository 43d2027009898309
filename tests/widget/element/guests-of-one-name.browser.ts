import { assert } from "@open-wc/testing";
import { insertText } from "../support/keyboard.ts";
import { showElement } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

describe("two guests of one name", () => {
  it("are distinguished by a mark, from the moment at which the second one writes", async () => {
    const first = message(1, { userId: "guest:a", nickname: "민지" });
    const member = message(2, { userId: "u1", nickname: "민지", role: "member" });
    const { chat, texts, drawn } = await showElement({ rows: [first] });
    assert.deepEqual(texts(".name-tag"), []);
    const second = message(3, { userId: "guest:b", nickname: "민지" });
    chat.show({ rows: [first, second] });
    await drawn();
    const tags = texts(".name-tag");
    assert.lengthOf(tags, 2);
    assert.notEqual(tags[0], tags[1]);
    // Signed-in people need no tag.
    chat.show({ rows: [first, member] });
    await drawn();
    assert.deepEqual(texts(".name-tag"), [tags[0]]);
  });

  it("are so in an overlay, also above what was drawn before the second one wrote", async () => {
    const first = message(1, { userId: "guest:a", nickname: "민지" });
    const { chat, element, texts, drawn } = await showElement(
      { rows: [first] },
      { element: { mode: "overlay" } },
    );
    await until(() => texts(".overlay-row").length === 1);
    assert.deepEqual(texts(".name-tag"), []);
    const row = element.shadowRoot!.querySelector(".overlay-row");
    chat.show({ rows: [first, message(2, { userId: "guest:b", nickname: "민지" }), message(3)] });
    await drawn();
    const tags = texts(".name-tag");
    assert.lengthOf(new Set(tags), 2);
    assert.isTrue(row === element.shadowRoot!.querySelector(".overlay-row"), "drawn once");
  });

  it("are so where their names are completed", async () => {
    const rows = [
      message(1, { userId: "guest:a", nickname: "민지" }),
      message(2, { userId: "guest:b", nickname: "민지" }),
      message(3, { userId: "guest:c", nickname: "민호" }),
    ];
    const { element, texts } = await showElement({ rows });
    element.focus();
    await insertText("@민");
    await until(() => texts(".suggestion").length === 3);
    const tags = texts(".suggestion small");
    assert.lengthOf(new Set(tags), 2);
    assert.deepEqual(texts(".suggestion bdi"), ["민호", "민지", "민지"]);
  });
});
