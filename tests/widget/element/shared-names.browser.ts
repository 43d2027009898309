import { assert } from "@open-wc/testing";
import { showElement } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";

describe("two guests of one name", () => {
  it("are told apart by a mark, from the moment on that the second one writes", async () => {
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
    // Whoever has signed in needs none.
    chat.show({ rows: [first, member] });
    await drawn();
    assert.deepEqual(texts(".name-tag"), [tags[0]]);
  });
});
