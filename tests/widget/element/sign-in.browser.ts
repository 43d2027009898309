import { assert, fixture, html } from "@open-wc/testing";
import "../../../widget/src/define.ts";
import type { WritingArea } from "../../../widget/src/element/composer/writing-area.ts";
import { en } from "../../../widget/src/i18n/en/en.ts";
import { insertText, press, pressEnter } from "../support/keyboard.ts";
import { showElement } from "../support/show-element.ts";
import { TestChat } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const ME = { userId: "me", nickname: "지우", role: "member", maySend: true } as const;
const SIGNED_OUT = {
  me: { userId: "viewer:1", role: "viewer", maySend: false, reason: "sign-in-required" },
} as const;
const EXPIRED = { me: { ...ME, maySend: false, reason: "token-expired" } } as const;

describe("a visitor who has to sign in", () => {
  it("is asked to, and the page can take that over", async () => {
    const { element, chat, find } = await showElement(SIGNED_OUT);
    const asked: string[] = [];
    const takeOver = (event: CustomEvent<{ streamId: string }>): void => {
      asked.push(event.detail.streamId);
      event.preventDefault();
    };
    document.addEventListener("live-chat-sign-in", takeOver as EventListener);
    find("[part=sign-in]").click();
    document.removeEventListener("live-chat-sign-in", takeOver as EventListener);
    assert.deepEqual(asked, [element.streamId]);
    assert.isEmpty(chat.asked);
  });

  it("makes the chat ask the page for its token, where the page signs its visitors in", async () => {
    const { chat, find } = await showElement(SIGNED_OUT);
    find("[part=sign-in]").click();
    assert.deepEqual(chat.asked, ["reauthenticate"]);
  });

  it("is asked to sign in on the site, where a press changes nothing", async () => {
    const { chat, find, element, drawn } = await showElement(SIGNED_OUT);
    find("[part=sign-in]").click();
    await drawn();
    assert.isNull(element.shadowRoot!.querySelector("[part=sign-in]"));
    assert.include(element.shadowRoot!.textContent, "Sign in on this site");
    chat.show({ me: ME });
    await drawn();
    assert.isFalse(find("live-chat-composer").hidden);
  });

  it("keeps in sight what they were writing, and Enter asks them to sign in", async () => {
    const { element, chat, find, drawn } = await showElement({ me: ME });
    element.focus();
    await insertText("half a thought");
    chat.show(EXPIRED);
    await drawn();
    assert.equal(find("[part=sign-in]").innerText.trim(), "Sign in and send");
    assert.equal((find("textarea") as HTMLTextAreaElement).value, "half a thought");
    let asked = 0;
    element.addEventListener("live-chat-sign-in", (event) => {
      asked += 1;
      event.preventDefault();
    });
    await pressEnter();
    assert.equal(asked, 1);
    chat.show({ me: ME });
    await drawn();
    await pressEnter();
    assert.deepEqual(chat.asked, ["send half a thought"]);
  });

  it("sees no field when there is nothing in it", async () => {
    const { find } = await showElement(SIGNED_OUT);
    assert.isTrue(find("live-chat-composer").hidden);
  });
});

describe("a visitor whose token is refused", () => {
  const REFUSED = { userId: "viewer:1", role: "viewer", maySend: false } as const;
  const GUEST = "[part=continue-as-guest]";
  const UNNAMED = {
    me: { userId: "guest:1", role: "guest", maySend: false, reason: "nickname-required" },
  } as const;

  for (const reason of ["invalid-token", "token-expired"] as const)
    it(`[ID14] can go on as a guest where the server says so: ${reason}`, async () => {
      const shown = await showElement({ me: { ...REFUSED, reason, mayBeGuest: true } });
      await until(() => shown.findAll(GUEST).length > 0);
      const button = shown.find(GUEST);
      assert.equal(button.innerText.trim(), "Continue as guest");
      button.focus();
      await press("Enter");
      assert.deepEqual(shown.chat.asked, ["continueAsGuest"]);
      shown.chat.show(UNNAMED);
      await until(() => shown.element.shadowRoot!.activeElement?.id === "nickname");
      assert.lengthOf(shown.findAll(GUEST), 0);
    });

  it("[ID14] is not offered it where the server does not say so, as old ones never do", async () => {
    const shown = await showElement({ me: { ...REFUSED, reason: "invalid-token" } });
    await until(() => shown.texts(".sign-in").join().includes("could not be confirmed"));
    assert.lengthOf(shown.findAll(GUEST), 0);
  });

  it("[MO6][ID14] is offered it only while the room's mode lets guests write", async () => {
    const me = { ...REFUSED, reason: "invalid-token", mayBeGuest: true } as const;
    const { chat, findAll } = await showElement({ me });
    for (const mode of [{ membersOnly: true }, { frozen: true }, { ended: true }] as const) {
      await until(() => findAll(GUEST).length === 1);
      chat.show({ mode });
      await until(() => findAll(GUEST).length === 0);
      chat.show({ mode: {} });
    }
  });

  it("[ID14] is still offered it where signing in has changed nothing", async () => {
    const shown = await showElement({
      me: { ...REFUSED, reason: "invalid-token", mayBeGuest: true },
    });
    shown.find("[part=sign-in]").click();
    await shown.drawn();
    assert.lengthOf(shown.findAll("[part=sign-in]"), 0);
    await until(() => shown.findAll(GUEST).length > 0);
  });

  it("[ID14] keeps the draft, and goes on in the field where the guest has a name", async () => {
    const { element, chat, find, findAll } = await showElement({ me: ME });
    element.focus();
    await insertText("half a thought");
    chat.show({ me: { ...ME, maySend: false, reason: "token-expired", mayBeGuest: true } });
    await until(() => findAll(GUEST).length > 0);
    find(GUEST).focus();
    await press("Enter");
    chat.show({ me: { userId: "guest:1", role: "guest", nickname: "Tom", maySend: true } });
    await until(() => element.shadowRoot!.activeElement === find("textarea"));
    assert.equal((find("textarea") as HTMLTextAreaElement).value, "half a thought");
    assert.deepEqual(chat.asked, ["continueAsGuest"]);
  });
});

describe("the line below the messages", () => {
  async function showArea(change: Partial<WritingArea>): Promise<WritingArea> {
    const area = document.createElement("live-chat-writing");
    Object.assign(area, {
      chat: new TestChat({ me: ME }),
      permission: { kind: "granted", name: "지우", isGuest: false },
      signIn: { isOffered: true, status: "ready", canSignOut: true },
      texts: en,
      ...change,
    });
    await fixture(html`${area}`);
    await (area as WritingArea).updateComplete;
    return area as WritingArea;
  }

  it("says so when nobody can sign in here", async () => {
    const area = await showArea({
      permission: { kind: "sign-in-required", reason: "sign-in-required" },
      signIn: { isOffered: false, status: "ready", canSignOut: false },
    });
    assert.match(area.innerText, /Sign in on this site/);
    assert.isNull(area.querySelector("[part=sign-in]"));
  });

  it("says so when signing in did not work", async () => {
    const area = await showArea({
      permission: { kind: "sign-in-required", reason: "sign-in-required" },
      signIn: { isOffered: true, status: "failed", canSignOut: false },
    });
    assert.match(area.innerText, /did not work/);
  });

  it("lets a person who has signed in here sign out, in a menu that Escape closes", async () => {
    const area = await showArea({});
    const menu = area.querySelector("details")!;
    assert.equal(menu.querySelector("summary")!.innerText.trim(), "지우");
    menu.querySelector("summary")!.focus();
    menu.open = true;
    await press("Escape");
    assert.isFalse(menu.open);
    menu.open = true;
    let isOut = false;
    area.addEventListener("sign-out", () => (isOut = true));
    area.querySelector<HTMLElement>("[part=sign-out]")!.click();
    assert.isTrue(isOut);
  });

  it("offers guests to sign in instead, where one can", async () => {
    const area = await showArea({
      permission: { kind: "nickname-required" },
      signIn: { isOffered: true, status: "ready", canSignOut: false },
    });
    await (area.querySelector("live-chat-nickname") as WritingArea).updateComplete;
    let asked = false;
    area.addEventListener("sign-in", () => (asked = true));
    area.querySelector<HTMLElement>("[part=sign-in]")!.click();
    assert.isTrue(asked);
  });

  it("offers it to guests who have a name, too, and sends nothing for them", async () => {
    const chat = new TestChat({ me: { ...ME, role: "guest" } });
    const area = await showArea({
      chat,
      permission: { kind: "granted", name: "지우", isGuest: true },
      signIn: { isOffered: true, status: "ready", canSignOut: false },
    });
    area.composer!.draft = "half a thought";
    let draft: unknown;
    area.addEventListener("sign-in", (event) => (draft = (event as CustomEvent).detail));
    area.querySelector<HTMLElement>("[part=sign-in]")!.click();
    assert.equal(draft, "");
    area.sendDraft();
    area.permission = { kind: "granted", name: "지우", isGuest: false };
    await area.updateComplete;
    assert.deepEqual(chat.asked, []);
    assert.equal(area.composer!.draft, "half a thought");
    await area.composer!.updateComplete;
    assert.isNull(area.querySelector("[part=sign-in]"));
  });

  it("says to guests without a name that signing in did not work", async () => {
    const area = await showArea({
      permission: { kind: "nickname-required" },
      signIn: { isOffered: true, status: "failed", canSignOut: false },
    });
    await (area.querySelector("live-chat-nickname") as WritingArea).updateComplete;
    assert.match(area.innerText, /did not work/);
  });

  it("sends a restored draft as soon as one may write, not as a guest, and once", async () => {
    const chat = new TestChat({ me: ME });
    const area = await showArea({ chat, permission: { kind: "unknown" } });
    area.restoreDraft("half a thought");
    area.sendDraft();
    await area.updateComplete;
    area.permission = { kind: "granted", name: "before", isGuest: true };
    await area.updateComplete;
    assert.isEmpty(chat.asked);
    area.permission = { kind: "granted", name: "지우", isGuest: false };
    await area.updateComplete;
    assert.deepEqual(chat.asked, ["send half a thought"]);
    area.permission = { kind: "granted", name: "지우", isGuest: false };
    await area.updateComplete;
    assert.lengthOf(chat.asked, 1);
  });

  it("keeps a restored draft of somebody who may not write, and does not send it when they may", async () => {
    const chat = new TestChat({ me: ME });
    const area = await showArea({ chat, permission: { kind: "unknown" } });
    area.restoreDraft("half a thought");
    area.sendDraft();
    await area.updateComplete;
    area.permission = { kind: "denied", reason: "timed-out" };
    await area.updateComplete;
    area.permission = { kind: "granted", name: "지우", isGuest: false };
    await area.updateComplete;
    assert.isEmpty(chat.asked);
    assert.equal(area.composer!.draft, "half a thought");
  });
});
