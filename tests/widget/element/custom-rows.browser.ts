import { assert } from "@open-wc/testing";
import type { LogRow, RenderedMessage, Renderers } from "../../../widget/src/index.ts";
import { keepFocusIn } from "../support/keep-focus-in.ts";
import { press } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message, messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

/** What the page's renderer drew, in the order of the rows. */
function drawnTexts({ findAll }: Shown): string[] {
  return findAll(".said slot").map((slot) =>
    (slot as HTMLSlotElement)
      .assignedElements()
      .map((element) => element.textContent)
      .join("|"),
  );
}

function card({ nickname, message: text }: RenderedMessage): HTMLElement {
  const element = document.createElement("p");
  element.className = "card row";
  const button = document.createElement("button");
  button.textContent = "buy";
  element.append(`${nickname} – ${text} `, button);
  return element;
}

async function showRows(
  renderers: Renderers,
  snapshot: Parameters<typeof showElement>[0] = { rows: messages(1, 3) },
): Promise<Shown> {
  const shown = await showElement(snapshot, { element: { renderers } });
  await until(() => shown.findAll(".said slot").length > 0);
  await shown.drawn();
  return shown;
}

describe("messages that a page draws itself", () => {
  it("stand in their rows in place of picture, name and text, where the page's styles reach them", async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("live-chat .card { color: rgb(1, 2, 3) }");
    document.adoptedStyleSheets = [sheet];
    const shown = await showRows({ message: card });
    assert.deepEqual(drawnTexts(shown), [
      "사람 1 – 메시지 1 buy",
      "사람 2 – 메시지 2 buy",
      "사람 3 – 메시지 3 buy",
    ]);
    assert.isEmpty(shown.findAll(".row .avatar, .row .name, .row .text"));
    const first = document.querySelector("live-chat .card")!;
    assert.equal(getComputedStyle(first).color, "rgb(1, 2, 3)");
    assert.isAbove(first.getBoundingClientRect().height, 10);
    document.adoptedStyleSheets = [];
  });

  it("are text where the renderer gives text, whatever is in it, and the element's where it gives nothing", async () => {
    const rows = [message(1, { message: "<img src=x onerror=alert(1)>" }), message(2)];
    const shown = await showRows(
      { message: ({ message: text }) => (text.startsWith("<") ? text : undefined) },
      { rows },
    );
    assert.deepEqual(drawnTexts(shown), ["<img src=x onerror=alert(1)>"]);
    assert.isEmpty([...shown.element.querySelectorAll("img")].map(({ src }) => src));
    assert.deepEqual(shown.texts(".row .text"), ["메시지 2"]);
  });

  it("are a template's, with fields filled in as text", async () => {
    const template = document.createElement("template");
    template.innerHTML = `<b data-field="nickname"></b>: <i data-field="message"></i><u data-field="nothing">x</u>`;
    const shown = await showRows({ message: template }, { rows: [message(1, { message: "<b>" })] });
    assert.deepEqual(drawnTexts(shown), ["사람 1: <b>"]);
    assert.deepEqual(
      [...shown.element.querySelectorAll("b, i")].map(({ innerHTML }) => innerHTML),
      ["사람 1", "&lt;b&gt;"],
    );
  });

  it("cost nobody a message when the renderer throws", async () => {
    const errors: unknown[] = [];
    const { error } = console;
    console.error = (...told: unknown[]) => void errors.push(told[0]);
    try {
      const message = (): never => {
        throw new Error("a page's mistake");
      };
      const shown = await showElement(
        { rows: messages(1, 3) },
        { element: { renderers: { message } } },
      );
      await until(() => errors.length === 3);
      await shown.drawn();
      assert.deepEqual(shown.texts(".row .text"), ["메시지 1", "메시지 2", "메시지 3"]);
      assert.lengthOf(errors, 3);
      assert.equal(errors[0], "live-chat: renderers.message failed.");
    } finally {
      console.error = error;
    }
  });

  it("are drawn once each: neither what comes, nor a mouse, nor keys, draw one again", async () => {
    const asked: string[] = [];
    const rows = messages(1, 5);
    const renderers: Renderers = {
      message: (one) => {
        asked.push(one.key);
        return card(one);
      },
    };
    const shown = await showRows(renderers, { rows: rows.slice(0, 3) });
    const { chat, element, findAll, drawn, find } = shown;
    const before = [...element.querySelectorAll(".card")];
    chat.show({ rows });
    await drawn();
    findAll(".row")[0]!.dispatchEvent(
      new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }),
    );
    await drawn();
    assert.lengthOf(findAll(".actions"), 1);
    find(".scroller").focus();
    await press("ArrowUp");
    await drawn();
    assert.deepEqual(asked, ["m1", "m2", "m3", "m4", "m5"]);
    assert.isTrue(
      [...element.querySelectorAll(".card")].every((one, i) => i > 2 || one === before[i]),
    );
  });

  it("know a message's state: an own message on its way, and the same row once it is sent", async () => {
    const told: string[] = [];
    const tell = ({ key, id, status, isOwn, isFollowUp, message: text }: RenderedMessage) => {
      told.push([key, id, status, isOwn && "own", isFollowUp && "follow-up", text].join(" "));
      return text;
    };
    const pending = {
      clientId: "c1",
      text: "hi",
      queuedAtMs: message(3).timestamp,
      status: "sending",
    } as const;
    const first = message(1);
    const shown = await showRows({ message: tell }, { rows: [first], pending: [pending] });
    const place = shown.element.querySelectorAll("[slot^=message-]")[1];
    const sent = message(2, { userId: "me", clientId: "c1", message: "hi" });
    shown.chat.show({ rows: [first, sent], pending: [] });
    await shown.drawn();
    assert.deepEqual(told, [
      "m1 m1 sent false false 메시지 1",
      "c1  sending own false hi",
      "c1 m2 sent own false hi",
    ]);
    assert.isTrue(place === shown.element.querySelectorAll("[slot^=message-]")[1]);
  });

  it("keep the element's actions, quote, failure and label around them", async () => {
    const rows = [message(1), message(2, { replyTo: { id: "m1", seq: 1 } })];
    const pending = {
      clientId: "c1",
      text: "hi",
      queuedAtMs: message(3).timestamp,
      status: "failed",
      error: "rate-limited",
    } as const;
    const shown = await showRows({ message: card }, { rows, pending: [pending] });
    const { find, findAll, texts, drawn } = shown;
    assert.deepEqual(texts(".quote .quoted"), ["메시지 1"]);
    assert.deepEqual(texts("[part=retry], [part=discard]"), ["Retry", "Discard"]);
    // A mouse over what the page drew is over the row.
    shown.element
      .querySelector(".card")!
      .dispatchEvent(
        new PointerEvent("pointerover", { bubbles: true, composed: true, pointerType: "mouse" }),
      );
    await drawn();
    assert.isTrue(findAll(".row")[0]!.matches(".open"));
    find(".actions [part=reply]").click();
    await drawn();
    assert.deepEqual(texts(".answered-text"), ["메시지 1"]);
    find(".scroller").focus();
    await press("Home");
    await drawn();
    assert.equal(findAll(".row")[0]!.ariaLabel, "사람 1: 메시지 1");
  });

  it("go with their messages: removed, trimmed, or another stream's, and the signal says so", async () => {
    const gone: string[] = [];
    const renderers: Renderers = {
      message: (one, signal) => {
        signal.addEventListener("abort", () => gone.push(one.key));
        return card(one);
      },
    };
    const [first, second, third] = messages(1, 3) as [LogRow, LogRow, LogRow];
    const shown = await showRows(renderers, { rows: [first, second, third] });
    const { chat, element, drawn, texts, find } = shown;
    element.querySelectorAll<HTMLElement>(".card button")[1]!.focus();
    const { seq, id, timestamp } = second;
    const removed = { kind: "removed", seq, id, timestamp } as const;
    chat.show({ rows: [first, removed, third] });
    await drawn();
    assert.deepEqual(gone, ["m2"]);
    assert.deepEqual(texts(".row.removed"), ["Message deleted"]);
    assert.deepEqual(drawnTexts(shown), ["사람 1 – 메시지 1 buy", "사람 3 – 메시지 3 buy"]);
    assert.equal(element.querySelectorAll(".card").length, 2);
    assert.isTrue(
      element.shadowRoot!.activeElement === find(".scroller"),
      "the focus stays in the chat",
    );
    element.renderers = undefined;
    await drawn();
    assert.deepEqual(gone, ["m2", "m1", "m3"]);
    assert.equal(element.querySelectorAll("[slot^=message-]").length, 0);
    assert.deepEqual(texts(".row .text"), ["메시지 1", "메시지 3"]);
  });

  it("keep the focus in their row when the page draws them again, or takes what had it away", async () => {
    const [first, second] = messages(1, 2) as [LogRow, LogRow];
    const shown = await showRows({ message: card }, { rows: [first, second] });
    const { chat, element, drawn, findAll } = await keepFocusIn(shown);
    const active = () => element.shadowRoot!.activeElement;
    const buttonOf = (nth: number) => element.querySelectorAll<HTMLElement>(".card button")[nth]!;
    buttonOf(0).focus();
    await drawn();
    chat.show({ rows: [{ ...first, nickname: "Tom" } as LogRow, second] });
    await until(() => active() === findAll(".row")[0]);
    buttonOf(1).focus();
    await drawn();
    buttonOf(1).remove();
    await until(() => active() === findAll(".row")[1]);
  });

  it("keep the focus in the chat when they go, in a page's own shadow root, too", async () => {
    const shown = await showRows({ message: card });
    const { chat, element, drawn, find } = shown;
    const outer = document.createElement("div");
    element.parentElement!.append(outer);
    outer.attachShadow({ mode: "open" }).append(element);
    await drawn();
    await until(() => element.querySelector(".card button"));
    element.querySelector<HTMLElement>(".card button")!.focus();
    chat.show({ rows: [] });
    await until(() => element.shadowRoot!.activeElement === find(".scroller"));
  });

  it("are there again when the chat is moved within the page, and nowhere when it has gone", async () => {
    const shown = await showRows({ message: card });
    const { element, drawn } = shown;
    const parent = element.parentElement!;
    element.remove();
    assert.equal(element.querySelectorAll(".card").length, 0);
    parent.append(element);
    await drawn();
    assert.lengthOf(drawnTexts(shown), 3);
    assert.equal(element.querySelectorAll("[slot^=message-]").length, 3);
  });

  it("are followed: what grows later keeps the newest in sight", async () => {
    const shown = await showRows({ message: card }, { rows: messages(1, 40) });
    const { element, drawn, find } = shown;
    for (const one of element.querySelectorAll<HTMLElement>(".card")) one.style.minHeight = "90px";
    await drawn();
    const { scrollHeight, scrollTop, clientHeight } = find(".scroller");
    assert.approximately(scrollTop + clientHeight, scrollHeight, 1);
  });
});

describe("messages that a page draws itself, under a moderator's mouse", () => {
  const EARLIER = messages(1, 40);
  const me = { userId: "me", nickname: "지우", role: "moderator", maySend: true } as const;

  it("stand still, and the list follows on when the mouse leaves them", async () => {
    const { chat, element, find, findAll, drawn } = await showRows(
      { message: card },
      { me, rows: EARLIER },
    );
    await until(() => findAll(".staff-button").length > 0);
    const mouse = { pointerType: "mouse", bubbles: true, composed: true };
    const last = [...element.querySelectorAll<HTMLElement>(".card")].at(-1)!;
    last.dispatchEvent(new PointerEvent("pointerover", mouse));
    await drawn();
    chat.show({ rows: [...EARLIER, ...messages(41, 45)] });
    await drawn();
    assert.isFalse(find(".scroller").classList.contains("following"));
    last.dispatchEvent(
      new PointerEvent("pointerout", { ...mouse, relatedTarget: document.body, clientY: -1 }),
    );
    await drawn();
    assert.isTrue(find(".scroller").classList.contains("following"));
  });

  it("stay where they are while the keyboard's focus is in one", async () => {
    const { chat, element, find, findAll, drawn } = await showRows(
      { message: card },
      { me, rows: EARLIER },
    );
    await until(() => findAll(".staff-button").length > 0);
    const mouse = { pointerType: "mouse", bubbles: true, composed: true };
    const [first, last] = [...element.querySelectorAll<HTMLElement>(".card")].slice(-2);
    last!.dispatchEvent(new PointerEvent("pointerover", mouse));
    find("textarea").focus();
    await press("Tab");
    first!.querySelector("button")!.focus();
    chat.show({ rows: [...EARLIER, ...messages(41, 45)] });
    await drawn();
    last!.dispatchEvent(
      new PointerEvent("pointerout", { ...mouse, relatedTarget: document.body, clientY: -1 }),
    );
    await drawn();
    assert.equal((document.activeElement as HTMLElement | null)?.innerText, "buy");
    assert.isFalse(find(".scroller").classList.contains("following"));
  });
});
