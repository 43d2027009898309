import { assert } from "@open-wc/testing";
import { commit, compose, pressTaken, release } from "../support/dev-tools.ts";
import { pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";

/* Only Chromium lets a test compose; what other browsers tell is a table in `enter-key.test.ts`. */

async function showComposer(): Promise<Shown & { field: HTMLTextAreaElement }> {
  const shown = await showElement();
  shown.element.focus();
  return { ...shown, field: shown.find("textarea") as HTMLTextAreaElement };
}

describe("an input method", () => {
  it("in Korean, finishes the syllable and sends once on the Enter that ends it", async () => {
    const { chat, field } = await showComposer();
    await commit("안녕하세");
    for (const text of ["ㅇ", "요"]) await compose(text);
    await pressTaken("Enter");
    await commit("요");
    await pressEnter();
    assert.deepEqual(chat.asked, ["send 안녕하세요"]);
    assert.equal(field.value, "");
  });

  it("in Korean, sends without a second key as well, and the next message too", async () => {
    const { chat } = await showComposer();
    for (const word of ["네", "응"]) {
      await compose(word);
      await pressTaken("Enter");
      await commit(word);
      await release("Enter");
    }
    assert.deepEqual(chat.asked, ["send 네", "send 응"]);
  });

  it("in Japanese, an Enter that confirms a candidate never sends", async () => {
    const { chat, field } = await showComposer();
    for (const text of ["に", "にほん", "日本"]) await compose(text);
    await pressTaken("Enter");
    await commit("日本");
    await release("Enter");
    assert.isEmpty(chat.asked);
    assert.equal(field.value, "日本");
    await pressEnter();
    assert.deepEqual(chat.asked, ["send 日本"]);
  });
});
