import { assert, fixture, html, nextFrame } from "@open-wc/testing";
import type { LitElement } from "lit";
import {
  chatError,
  type ErrorCode,
  type HeldMessage,
  type ModerationAction,
  type ReportedMessage,
} from "#protocol";
import "../../../widget/src/element/moderation/panels/review-queue.ts";
import { nameTag } from "../../../widget/src/element/theme/name-color.ts";
import { TestChat } from "../support/test-chat.ts";

function held(id: string): HeldMessage {
  const person = { userId: `u-${id}`, nickname: id, role: "guest" } as const;
  return { ...person, id, streamId: "s1", message: `by ${id}`, timestamp: 0, why: "filter" };
}

/** A queue in a root of its own, and what is done in it. */
async function queueOf(...ids: string[]) {
  const chat = new TestChat();
  const actions: ModerationAction[] = [];
  let refusal: ErrorCode | undefined;
  chat.answers["load-queue"] = {
    ok: true,
    ...{ held: ids.map(held), reported: [], waiting: ids.length },
  };
  const act = async (action: ModerationAction) => {
    actions.push(action);
    return refusal ? { ok: false, error: chatError(refusal) } : { ok: true };
  };
  const host = await fixture<HTMLElement>(html`<div></div>`);
  const root = host.attachShadow({ mode: "open" });
  const queue = Object.assign(document.createElement("live-chat-review-queue") as LitElement, {
    ...{ chat, act, revision: 0 },
  });
  root.append(queue);
  const settled = async (): Promise<void> => {
    await nextFrame();
    await queue.updateComplete;
  };
  await settled();
  const items = (): string[] =>
    [...queue.querySelectorAll("li")].map((item) => item.querySelector("bdi")!.textContent!);
  const press = async (code: string, more: KeyboardEventInit = {}): Promise<void> => {
    const event = new KeyboardEvent("keydown", { code, key: code, bubbles: true, ...more });
    root.activeElement!.dispatchEvent(event);
    await settled();
  };
  const focused = (): string => (root.activeElement as HTMLElement | null)?.innerText ?? "";
  return {
    ...{ queue, chat, root, actions, items, press, focused, settled },
    refuse: (code: ErrorCode) => void (refusal = code),
  };
}

it("[HE2] one key lets a message stand, another drops it, and the next has the focus by itself", async () => {
  const { queue, items, press, focused, actions } = await queueOf("a", "b", "c", "d");
  queue.querySelectorAll("li")[1]!.focus();
  await press("KeyA");
  assert.deepEqual(items(), ["a", "c", "d"]);
  assert.include(focused(), "by c");
  // As the key says in whatever script.
  await press("KeyR", { key: "ㄱ" });
  assert.include(focused(), "by d");
  await press("KeyR");
  assert.include(focused(), "by a");
  await press("KeyA");
  assert.deepEqual(items(), []);
  assert.include(focused(), "Nothing waits");
  assert.deepEqual(actions, [
    { kind: "approve", heldId: "b" },
    { kind: "reject", heldId: "c" },
    { kind: "reject", heldId: "d" },
    { kind: "approve", heldId: "a" },
  ]);
});

it("[HE2] a key that is held down, or pressed with others, decides nothing more", async () => {
  const { queue, press, actions } = await queueOf("a", "b");
  queue.querySelector("li")!.focus();
  await press("KeyR", { repeat: true });
  await press("KeyR", { ctrlKey: true });
  await press("KeyA", { metaKey: true });
  await press("KeyR", { isComposing: true });
  assert.deepEqual(actions, []);
});

it("[HE2] the arrows go through the list, and Enter on a button goes on to the next one's", async () => {
  const { queue, root, press, focused, actions, settled } = await queueOf("a", "b", "c");
  queue.querySelector("li")!.focus();
  await press("ArrowDown", { key: "ArrowDown" });
  assert.include(focused(), "by b");
  await press("ArrowUp", { key: "ArrowUp" });
  assert.include(focused(), "by a");
  const reject = queue.querySelector<HTMLElement>("[data-do=reject]")!;
  reject.focus();
  reject.click();
  await settled();
  assert.equal((root.activeElement as HTMLElement).ariaLabel, "Reject: b: by b");
  assert.lengthOf(actions, 1);
});

it("[HE2] a message whose decision failed is in the queue again", async () => {
  const { queue, items, press, refuse } = await queueOf("a", "b");
  refuse("store-busy");
  queue.querySelector("li")!.focus();
  await press("KeyR");
  assert.deepEqual(items(), ["a", "b"]);
});

it("[HE5] a message that was dropped meanwhile does not return to the queue", async () => {
  const { queue, items, press, refuse } = await queueOf("a", "b");
  refuse("not-found");
  queue.querySelector("li")!.focus();
  await press("KeyR");
  assert.deepEqual(items(), ["b"]);
});

it("[HE2] a second press of the mouse at once does not reach what has moved there", async () => {
  const { queue, items, actions, settled } = await queueOf("a", "b");
  const click = async (): Promise<void> => {
    const button = queue.querySelector("[data-do=approve]")!;
    button.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 1 }));
    await settled();
  };
  await click();
  await click();
  assert.deepEqual(items(), ["b"]);
  assert.lengthOf(actions, 1);
});

it("[HE2] a list that was asked for before a decision does not bring back what was decided", async () => {
  const { queue, items, press, settled } = await queueOf("a", "b");
  const read = (): Promise<void> => {
    (queue as LitElement & { revision: number }).revision += 1;
    return settled();
  };
  queue.querySelector("li")!.focus();
  // The server's list has both all the time: each answer is older than what was decided before it.
  void read();
  await press("KeyR");
  await settled();
  assert.deepEqual(items(), ["b"]);
  // Asked for after that, it is right: somebody has undone it.
  await read();
  assert.deepEqual(items(), ["a", "b"]);
});

it("[HE3] a guest's name has a tag, by which two with one name differ; a member's has none", async () => {
  const { queue, chat, settled } = await queueOf();
  const of = (userId: string, role: "guest" | "member"): HeldMessage => ({
    ...held("민지"),
    id: userId,
    userId,
    role,
  });
  const waiting = [of("guest:1", "guest"), of("guest:2", "guest"), of("tom", "member")];
  const reported: ReportedMessage = {
    message: { ...waiting[1]!, id: "r", seq: 1 },
    reports: [{ reason: "spam", count: 1 }],
    lastAtMs: 0,
  };
  chat.answers["load-queue"] = { ok: true, held: waiting, reported: [reported], waiting: 4 };
  Object.assign(queue, { revision: 1 });
  while (queue.querySelectorAll("li").length < 4) await settled();
  const tags = [...queue.querySelectorAll("li")].map(
    (item) => item.querySelector(".name-tag")?.textContent,
  );
  assert.deepEqual(tags, [nameTag("guest:1"), nameTag("guest:2"), undefined, nameTag("guest:2")]);
  assert.notEqual(tags[0], tags[1]);
});

it("[HE5] says that it is full in a live region that was there before", async () => {
  const { queue, chat, settled } = await queueOf("a");
  const region = queue.querySelector<HTMLElement>("[role=status]")!;
  assert.equal(region.textContent, "");
  assert.equal(region.getBoundingClientRect().height, 0);
  chat.answers["load-queue"] = {
    ok: true,
    held: [held("a")],
    reported: [],
    waiting: 1,
    full: true,
  };
  Object.assign(queue, { revision: 1 });
  while (!region.textContent) await settled();
  assert.include(region.textContent, "The queue is full");
  assert.isTrue(region.isConnected);
});
