import { watchPage } from "../support/watch-page.ts";
import { assert, aTimeout, nextFrame } from "@open-wc/testing";
import { LiveChat } from "../../../widget/src/define.ts";
import { collectGarbage } from "../support/dev-tools.ts";
import { messages, TestChat } from "../support/test-chat.ts";

const TIMES = 50;

/** Lets everything run that an element puts off: a frame, and the task after a removal. */
async function settled(): Promise<void> {
  await nextFrame();
  await aTimeout(0);
  await nextFrame();
}

/** Mounts an element, uses it, removes it, and keeps nothing but weak references to what it was. */
async function useAndRemove(change: Partial<LiveChat>): Promise<WeakRef<Node>[]> {
  const element = Object.assign(new LiveChat(), { streamId: "s1", ...change });
  document.body.append(element);
  await settled();
  element.focus();
  const parts = [...element.shadowRoot!.querySelectorAll("*")];
  element.remove();
  await settled();
  return [element, ...parts].map((node) => new WeakRef<Node>(node));
}

async function countLeft(change: () => Partial<LiveChat>): Promise<number> {
  const left: WeakRef<Node>[] = [];
  for (let i = 0; i < TIMES; i++) left.push(...(await useAndRemove(change())));
  await collectGarbage();
  return left.filter((node) => node.deref()).length;
}

describe("the memory of a removed element", () => {
  it("is no node, mounted and removed fifty times over an own connection", async () => {
    const page = watchPage();
    const left = await countLeft(() => ({ serverUrl: location.origin }));
    page.stop();
    assert.equal(left, 0);
  });

  it("is no node, even when the chat that it showed lives on", async () => {
    const chat = new TestChat({ rows: messages(1, 150) });
    const left = await countLeft(() => ({ chat }));
    assert.equal(left, 0);
    assert.equal(chat.listenerCount, 0);
  });
});
