import { assert } from "@open-wc/testing";
import { chatError, type Me } from "#protocol";
import { listenTo } from "../support/listen-to.ts";
import { insertText, pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import type { Change } from "../support/test-chat.ts";

type Snapshot = Parameters<typeof showElement>[0];

const GUEST: Me = { userId: "me", nickname: "지우", role: "guest", maySend: true };

/** What takes the right to write from somebody, and what gives it back. */
const FORBIDDEN: Record<string, { readonly no: Change; readonly yes: Change }> = {
  "a pause of the room": { no: { mode: { frozen: true } }, yes: { mode: {} } },
  "a time-out": {
    no: { me: { ...GUEST, maySend: false, reason: "timed-out", retryAfterMs: 600_000 } },
    yes: { me: GUEST },
  },
  "a ban": { no: { me: { ...GUEST, maySend: false, reason: "banned" } }, yes: { me: GUEST } },
  "the need to sign in": { no: { mode: { membersOnly: true } }, yes: { mode: {} } },
  "the need of a name": {
    no: { me: { ...GUEST, maySend: false, reason: "name-taken" } },
    yes: { me: GUEST },
  },
};

async function showComposer(snapshot?: Snapshot): Promise<Shown & { hint: () => string }> {
  const shown = await showElement(snapshot);
  shown.element.focus();
  return { ...shown, hint: () => shown.find(".hint").innerText.trim() };
}

async function write(text: string, { drawn }: Shown): Promise<void> {
  await insertText(text);
  await drawn();
}

describe("a text that cannot be sent", () => {
  it("[SM3] is counted down near the limit as a reader would, and held when too long", async () => {
    const shown = await showComposer();
    const { chat, find, hint, drawn } = shown;
    await write("👨‍👩‍👧".repeat(20) + "가".repeat(390), shown);
    assert.equal(hint(), "90");
    assert.equal(find(".send").ariaDisabled, "false");
    await write("가".repeat(91), shown);
    assert.equal(hint(), "1 character too many");
    assert.equal(find(".send").ariaDisabled, "true");
    assert.equal(find(".send").title, hint());
    assert.match(find(".live-region").innerText, /too long/);
    await pressEnter();
    await drawn();
    assert.isEmpty(chat.asked);
    assert.equal(hint(), "1 character too many");
  });

  it("[SM3] is counted by bytes where these run out first", async () => {
    const shown = await showComposer();
    await write("👨‍👩‍👧‍👦".repeat(100), shown);
    await pressEnter();
    await shown.drawn();
    assert.isEmpty(shown.chat.asked);
    assert.equal(shown.hint(), "20 characters too many");
  });

  it("stays in the field however long it is, with its lines as they are sent", async () => {
    const shown = await showComposer();
    const { chat, hint, element } = shown;
    const field = shown.find("textarea") as HTMLTextAreaElement;
    await write("가나\r\n다라\n\n\n마바\n" + "가".repeat(12_000), shown);
    assert.match(hint(), /too many$/);
    field.select();
    await write("가나\r\n다라\n\n\n마바\n", shown);
    assert.equal(hint(), "");
    element.focus();
    await pressEnter();
    assert.deepEqual(chat.asked, ["send 가나\n다라\n\n마바"]);
  });

  it("[SM2] is nothing: the button says so, and leads to the field", async () => {
    const shown = await showComposer();
    const { chat, element, find, hint, drawn } = shown;
    find(".send").focus();
    find(".send").click();
    await drawn();
    assert.isEmpty(chat.asked);
    assert.equal(find(".send").title, "Write something first.");
    assert.equal(hint(), "Write something first.");
    assert.equal(element.shadowRoot!.activeElement, find("textarea"));
    await write("a", shown);
    assert.equal(hint(), "");
  });

  it("[SM8] waits while the server takes nothing: the button counts, and the draft stays", async () => {
    const shown = await showComposer({ heldUntilMs: Date.now() + 60_000 });
    const { chat, find, hint, drawn } = shown;
    assert.match(find(".send").innerText.trim(), /^(60|59)$/);
    await write("not yet", shown);
    await pressEnter();
    await drawn();
    assert.isEmpty(chat.asked);
    assert.match(hint(), /^Sends in \d\d s\. Press again to stop\.$/);
    await pressEnter();
    await drawn();
    assert.match(hint(), /^You can send again in \d\d s\.$/);
    assert.match(find(".live-region").innerText, /You can send again in \d\d s\./);
    chat.show({ heldUntilMs: Date.now() });
    await drawn();
    await pressEnter();
    assert.deepEqual(chat.asked, ["send not yet"]);
  });

  it("[MO6] goes out by itself when the wait is over, once that was asked for", async () => {
    const shown = await showComposer({ heldUntilMs: Date.now() + 60_000 });
    const { chat, find, drawn } = shown;
    await write("later", shown);
    find(".send").click();
    chat.show({ heldUntilMs: Date.now() });
    await drawn();
    assert.deepEqual(chat.asked, ["send later"]);
    assert.equal((find("textarea") as HTMLTextAreaElement).value, "");
  });

  it("[MO6] does not go out by itself when it was changed after that", async () => {
    const shown = await showComposer({ heldUntilMs: Date.now() + 60_000 });
    const { chat, drawn } = shown;
    await write("later", shown);
    await pressEnter();
    await write(" than", shown);
    chat.show({ heldUntilMs: Date.now() });
    await drawn();
    assert.isEmpty(chat.asked);
  });

  for (const [what, { no, yes }] of Object.entries(FORBIDDEN))
    it(`[MO6] does not go out by itself, then or later, when ${what} comes before the wait is over`, async () => {
      const shown = await showComposer({ heldUntilMs: Date.now() + 60_000 });
      const { chat, find, drawn } = shown;
      await write("later", shown);
      await pressEnter();
      await drawn();
      assert.match(shown.hint(), /^Sends in/);
      const heard = listenTo(find(".live-region"));
      chat.show(no);
      await drawn();
      chat.show({ ...no, viewers: 3 });
      await drawn();
      assert.notInclude(heard, "Your message was sent.");
      assert.notInclude(heard, "You can write again.");
      chat.show({ heldUntilMs: Date.now() });
      chat.show(yes);
      await drawn();
      assert.isEmpty(chat.asked);
      assert.notInclude(heard, "Your message was sent.");
      assert.equal((find("textarea") as HTMLTextAreaElement).value, "later");
    });

  it("is not said to be sent when the wait is over and it is refused", async () => {
    const shown = await showComposer({ heldUntilMs: Date.now() + 60_000 });
    const { chat, find, drawn } = shown;
    await write("later", shown);
    await pressEnter();
    await drawn();
    const heard = listenTo(find(".live-region"));
    chat.sendMessage = () => ({ ok: false, error: chatError("server-busy") });
    chat.show({ heldUntilMs: Date.now() });
    await drawn();
    assert.notInclude(heard, "Your message was sent.");
    assert.notEqual(shown.hint(), "");
    assert.equal((find("textarea") as HTMLTextAreaElement).value, "later");
  });

  it("is not what is written without a connection: that goes out later", async () => {
    const shown = await showComposer({ connection: { status: "offline" } });
    await write("later", shown);
    await pressEnter();
    assert.deepEqual(shown.chat.asked, ["send later"]);
  });
});
