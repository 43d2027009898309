import { assert, oneEvent } from "@open-wc/testing";
import { insertText, press, pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";

async function showComposer(): Promise<Shown & { field: HTMLTextAreaElement }> {
  const shown = await showElement();
  shown.element.focus();
  return { ...shown, field: shown.find("textarea") as HTMLTextAreaElement };
}

describe("the composer", () => {
  it("sends on Enter, empties the field and keeps the focus", async () => {
    const { chat, field, element } = await showComposer();
    await insertText("hello");
    await pressEnter();
    assert.deepEqual(chat.asked, ["send hello"]);
    assert.equal(field.value, "");
    assert.equal(element.shadowRoot!.activeElement, field);
  });

  it("breaks the line on Shift+Enter, and grows to five lines", async () => {
    const { chat, field } = await showComposer();
    const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight);
    const lines = new Set<number>();
    for (let i = 0; i < 8; i++) {
      await insertText(`${i}`);
      await pressEnter({ shift: true });
      await new Promise(requestAnimationFrame);
      lines.add(Math.floor(field.offsetHeight / lineHeight));
    }
    assert.isEmpty(chat.asked);
    assert.lengthOf(field.value.split("\n"), 9);
    assert.deepEqual([...lines], [2, 3, 4, 5]);
  });

  it("keeps the draft while the connection comes and goes", async () => {
    const { chat, field, drawn } = await showComposer();
    await insertText("half a thought");
    chat.show({ connection: { status: "reconnecting", attempt: 1, nextAttemptAt: 0 } });
    await drawn();
    chat.show({ connection: { status: "live" } });
    await drawn();
    assert.equal(field.value, "half a thought");
  });
});

describe("the question for a nickname", () => {
  it("[SM5] gives way to the composer, focused, once the chat has taken a name", async () => {
    const { chat, element, find, findAll, drawn } = await showElement({
      me: { userId: "g", role: "guest", maySend: false, reason: "nickname-required" },
    });
    find("#nickname").focus();
    await insertText("지우");
    const named = oneEvent(element, "live-chat-nickname-changed");
    await pressEnter();
    assert.deepEqual((await named).detail, { nickname: "지우" });
    assert.deepEqual(chat.asked, ["nickname 지우"]);
    chat.show({ me: { userId: "g", nickname: "지우", role: "guest", maySend: true } });
    await drawn();
    assert.isEmpty(findAll("live-chat-nickname"));
    assert.equal(element.shadowRoot!.activeElement, find("textarea"));
  });

  it("says what is wrong with a name", async () => {
    const { chat, find, drawn } = await showElement({
      me: { userId: "g", role: "guest", maySend: false, reason: "nickname-required" },
    });
    find("#nickname").focus();
    await pressEnter();
    await drawn();
    assert.isEmpty(chat.asked);
    assert.match(find("[role=alert]").innerText, /1 to 32/);
  });

  it("comes back to change the name, and Escape leaves it as it was", async () => {
    const { chat, element, find, findAll, drawn } = await showElement();
    find("[part=nickname]").click();
    await drawn();
    assert.equal((find("#nickname") as HTMLInputElement).value, "지우");
    assert.equal(element.shadowRoot!.activeElement, find("#nickname"));
    await press("Escape");
    await drawn();
    assert.isEmpty(findAll("#nickname"));
    assert.isEmpty(chat.asked);
    assert.equal(element.shadowRoot!.activeElement, find("textarea"));
  });
});
