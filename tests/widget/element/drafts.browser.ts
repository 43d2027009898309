import { assert, oneEvent } from "@open-wc/testing";
import { insertText, pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { TestChat } from "../support/test-chat.ts";

async function show(streamId = "s1"): Promise<Shown & { field: HTMLTextAreaElement }> {
  const shown = await showElement({ streamId }, { keepsDrafts: true });
  shown.element.focus();
  return { ...shown, field: shown.find("textarea") as HTMLTextAreaElement };
}

describe("a draft", () => {
  beforeEach(() => sessionStorage.clear());

  it("is there after a reload, for its own stream, until it is sent", async () => {
    const first = await show();
    await insertText("half a thought");
    first.element.remove();
    assert.equal((await show("s2")).field.value, "");
    const again = await show();
    assert.equal(again.field.value, "half a thought");
    await pressEnter();
    assert.deepEqual(again.chat.asked, ["send half a thought"]);
    again.element.remove();
    assert.equal((await show()).field.value, "");
  });

  it("changes with the stream, and comes back with it", async () => {
    const { element, field, drawn } = await show();
    await insertText("to the first");
    element.chat = new TestChat({ streamId: "s2" });
    await drawn();
    assert.equal(field.value, "");
    element.focus();
    await insertText("to the second");
    element.chat = new TestChat({ streamId: "s1" });
    await drawn();
    assert.equal(field.value, "to the first");
  });

  it("keeps unsent messages when the element is removed, and the page gets an event", async () => {
    const { element, place, drawn, find } = await showWaiting("never left");
    const failed = oneEvent(element, "live-chat-message-failed");
    element.remove();
    assert.deepEqual((await failed).detail, { text: "never left", error: "not-delivered" });
    place.append(element);
    await drawn();
    assert.equal((find("textarea") as HTMLTextAreaElement).value, "never left");
  });

  it("keeps it when the page is closed, and not when the page is cached", async () => {
    const { find, drawn } = await showWaiting("typed on the train");
    const field = find("textarea") as HTMLTextAreaElement;
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    await drawn();
    assert.equal(field.value, "");
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: false }));
    await drawn();
    assert.equal(field.value, "typed on the train");
  });
});

/** An element with a client of its own whose server never answers, and that has something to send. */
async function showWaiting(text: string): Promise<Shown & { place: HTMLElement }> {
  const shown = await show();
  const { element, find, drawn } = shown;
  element.chat = undefined;
  element.serverUrl = "http://127.0.0.1:9";
  await drawn();
  const own = find("live-chat-writing") as HTMLElement & { chat: TestChat };
  own.chat.sendMessage(text);
  return { ...shown, place: element.parentElement! };
}
