import { assert, fixture, html } from "@open-wc/testing";
import "../../../widget/src/define.ts";
import type { WritingArea } from "../../../widget/src/element/composer/writing-area.ts";
import { en } from "../../../widget/src/i18n/en/en.ts";
import { insertText, press, pressEnter } from "../support/keyboard.ts";
import { showElement } from "../support/show-element.ts";
import { TestChat } from "../support/test-chat.ts";

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
});
