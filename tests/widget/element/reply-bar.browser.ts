import { assert } from "@open-wc/testing";
import type { WritingArea } from "../../../widget/src/element/composer/writing-area.ts";
import { insertText, press, pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";

const asked = message(7, { nickname: "민지", message: "배송은 언제 되나요?" });

async function showReply(): Promise<Shown & { isFocused: () => boolean }> {
  const shown = await showElement({ rows: [message(6), asked] });
  const { element, find, drawn } = shown;
  (find("live-chat-writing") as WritingArea).replyingTo = asked;
  await drawn();
  return { ...shown, isFocused: () => element.shadowRoot!.activeElement === find("textarea") };
}

describe("a reply", () => {
  it("[SM9] shows what it answers, leads to the field, and names it once", async () => {
    const { chat, texts, findAll, isFocused, drawn } = await showReply();
    assert.deepEqual(texts(".reply-bar .name, .answered-text"), [
      "Replying to 민지",
      asked.message,
    ]);
    assert.isTrue(isFocused());
    await insertText("내일요");
    await pressEnter();
    await drawn();
    assert.isEmpty(findAll(".reply-bar"));
    await insertText("그리고");
    await pressEnter();
    assert.deepEqual(chat.asked, ["send 내일요 in reply to m7", "send 그리고"]);
  });

  it("is called off by Escape and by its button, and the draft stays", async () => {
    for (const callOff of [() => press("Escape"), null]) {
      const { chat, find, findAll, isFocused, drawn } = await showReply();
      await insertText("내일요");
      if (callOff) await callOff();
      else find("[part=reply-cancel]").click();
      await drawn();
      assert.isEmpty(findAll(".reply-bar"));
      assert.isTrue(isFocused());
      await pressEnter();
      assert.deepEqual(chat.asked, ["send 내일요"]);
    }
  });

  it("[SM9] stays a message when what it answers is removed, or the stream changes", async () => {
    const { chat, findAll, drawn } = await showReply();
    chat.show({ rows: [{ kind: "removed", seq: 7, id: asked.id, timestamp: asked.timestamp }] });
    await drawn();
    assert.isEmpty(findAll(".reply-bar"));
    const { element, findAll: findAllThere, drawn: drawnThere } = await showReply();
    element.serverUrl = "https://other.example.com";
    await drawnThere();
    assert.isEmpty(findAllThere(".reply-bar"));
  });
});
