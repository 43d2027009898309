import { assert } from "@open-wc/testing";
import { keepFocusIn } from "../support/keep-focus-in.ts";
import { press } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { showStaff } from "../support/show-staff.ts";
import { staffStates } from "../support/staff-states.ts";
import { makeStates, type State } from "../support/states.ts";
import { message, messages, type Change } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const FAILED = { clientId: "c1", text: "hello", queuedAtMs: 0, status: "failed" } as const;
const LOST: Change = {
  connection: { status: "reconnecting", attempt: 3, nextAttemptAt: Date.now() + 60_000 },
};
const PIN = { text: "20 % off" };

/** What has the focus, in words. */
function focused({ element }: Shown): string {
  const { activeElement: it } = element.shadowRoot!;
  if (!it) return "nothing";
  return (it.ariaLabel ?? it.textContent).trim().replace(/\s+/g, " ") || it.tagName;
}

async function enter(shown: Shown, selector: string): Promise<void> {
  await until(() => shown.findAll(selector).length > 0);
  shown.find(selector).focus();
  await press("Enter");
  await shown.drawn();
}

interface Case {
  readonly what: string;
  readonly before: Change;
  /** What is pressed, or only has the focus where it begins with "at ". */
  readonly control: string;
  readonly after?: Change;
  readonly leadsTo: RegExp;
}

const rows = messages(1, 3);
const CASES: readonly Case[] = [
  {
    what: "try now, once the connection is back",
    before: { rows, ...LOST },
    control: "[part=try-now]",
    after: { connection: { status: "live" } },
    leadsTo: /^Messages$/,
  },
  {
    what: "the pin's way out",
    before: { rows, pinned: PIN },
    control: "[part=pin-hide]",
    leadsTo: /^Show pinned message$/,
  },
  {
    what: "a pin that staff take down",
    before: { rows, pinned: PIN },
    control: "[part=pin-hide]",
    after: { pinned: undefined },
    leadsTo: /^Messages$/,
  },
  {
    what: "a row, when the chat is cleared",
    before: { rows },
    control: "at .row",
    after: { rows: [] },
    leadsTo: /^Messages$/,
  },
  {
    what: "a row, when it and the next are gone",
    before: { rows },
    control: "at .row",
    after: { rows: [message(3)] },
    leadsTo: /^사람 3: 메시지 3$/,
  },
  {
    what: "a button of a row, when the message is deleted",
    before: { rows },
    control: "at .row",
    after: { rows: [{ kind: "removed", seq: 1, id: "m1", timestamp: 0 }, ...rows.slice(1)] },
    leadsTo: /^Message deleted$/,
  },
  {
    what: "retry",
    before: { rows, pending: [FAILED] },
    control: "[part=retry]",
    after: { pending: [{ ...FAILED, status: "sending" }] },
    leadsTo: /^지우: hello\. Sending…$/,
  },
  {
    what: "discard",
    before: { rows, pending: [FAILED] },
    control: "[part=discard]",
    after: { pending: [] },
    leadsTo: /^사람 3: 메시지 3$/,
  },
  {
    what: "what shows the messages that were missed",
    before: { rows: [message(3)], hasBreak: true, hasOlder: true },
    control: ".break button",
    after: { rows, hasBreak: false },
    leadsTo: /^사람 1: 메시지 1$/,
  },
  {
    what: "the field, when the right to write is taken away for a while",
    before: { rows },
    control: "at textarea",
    after: {
      me: {
        userId: "me",
        nickname: "지우",
        role: "guest",
        maySend: false,
        reason: "timed-out",
        retryAfterMs: 60_000,
      },
    },
    leadsTo: /^Write a message$/,
  },
  {
    what: "the field, when the stream is over",
    before: { rows },
    control: "at textarea",
    after: { mode: { ended: true } },
    leadsTo: /^Messages$/,
  },
  {
    what: "the field, when one becomes a host",
    before: { rows },
    control: "at textarea",
    after: { me: { userId: "me", nickname: "지우", role: "owner", maySend: true } },
    leadsTo: /^Write a message$/,
  },
  {
    what: "the field, when the sign-in runs out",
    before: { rows },
    control: "at textarea",
    after: { me: { userId: "", role: "viewer", maySend: false, reason: "token-expired" } },
    leadsTo: /^Sign in to chat$/,
  },
  {
    what: "the name, when one is signed out",
    before: { rows },
    control: "at [part=nickname]",
    after: { me: { userId: "g", role: "guest", maySend: false, reason: "nickname-required" } },
    leadsTo: /^INPUT$/,
  },
];

describe("the focus", () => {
  for (const { what, before, control, after, leadsTo } of CASES)
    it(`stays in the chat: ${what}`, async () => {
      const shown = await keepFocusIn(await showElement(before));
      const selector = control.replace("at ", "");
      await until(() => shown.findAll(selector).length > 0);
      shown.find(selector).focus();
      await shown.drawn();
      if (selector === control) await press("Enter");
      await shown.drawn();
      if (after) shown.chat.show(after);
      await shown.drawn();
      await until(() => leadsTo.test(focused(shown))).catch(() =>
        assert.match(focused(shown), leadsTo),
      );
    });

  it("stays in the settings when somebody is shown again, and they stay open", async () => {
    localStorage.clear();
    const shown = await keepFocusIn(await showElement({ rows }));
    shown.element.shadowRoot!.querySelector<HTMLElement>(".row")!.focus();
    for (let i = 0; i < 2; i++) {
      shown.find(".row").focus();
      await shown.drawn();
      await enter(shown, ".row .hide");
    }
    await enter(shown, ".settings summary");
    await enter(shown, "live-chat-settings li button");
    assert.match(focused(shown), /^Show again: /);
    await enter(shown, "live-chat-settings li button");
    assert.notEqual(focused(shown), "nothing");
    assert.isTrue((shown.find(".settings") as HTMLDetailsElement).open);
    localStorage.clear();
  });

  it("comes back to the message that was reported, by its button and by Escape", async () => {
    for (const leave of [".report .close", "Escape"]) {
      const shown = await keepFocusIn(await showElement({ rows }));
      shown.find(".scroller").focus();
      await press("ArrowUp");
      await shown.drawn();
      await enter(shown, ".row .report");
      await until(() => shown.findAll(".report.sheet").length > 0);
      await shown.drawn();
      if (leave === "Escape") await press("Escape");
      else await enter(shown, leave);
      await shown.drawn();
      assert.equal(focused(shown), "사람 3: 메시지 3");
    }
  });

  it("goes to the message that is answered, when one follows the quote", async () => {
    const shown = await keepFocusIn(
      await showElement({
        rows: [message(1), message(2, { replyTo: { id: "m1", seq: 1 } })],
      }),
    );
    shown.find(".scroller").focus();
    await press("ArrowUp");
    await enter(shown, ".row button.quote");
    assert.equal(focused(shown), "사람 1: 메시지 1");
  });
});

/** What a button is, whichever person or message it is for. */
function signatureOf(button: Element): string {
  const { part, className, dataset } = button as HTMLElement;
  return [part, className, dataset["do"], dataset["tab"], button.parentElement?.className].join(
    " ",
  );
}

async function show({ snapshot, element, answers, open }: State): Promise<Shown> {
  const shown = await keepFocusIn(
    await showElement(snapshot, { element: { ...element, noPopOut: true } }),
  );
  Object.assign(shown.chat.answers, answers);
  await open?.(shown.element.shadowRoot!);
  await shown.drawn();
  return shown;
}

function buttonsOf({ element }: Shown): HTMLElement[] {
  const all = element.shadowRoot!.querySelectorAll<HTMLElement>("button, summary");
  // Signing in opens a window, which takes the focus as it should.
  return [...all].filter(
    (one) => one.checkVisibility() && !one.closest("[inert]") && !one.matches("[part=sign-in]"),
  );
}

describe("every button pressed by keyboard", () => {
  for (const [kind, make] of [
    ["viewers", makeStates],
    ["staff", staffStates],
  ] as const)
    it(`leaves the focus in the chat: ${kind}`, async () => {
      const pressed = new Set<string>();
      for (let i = 0; i < make().length; i++) {
        const shown = await show(make()[i]!);
        for (;;) {
          const button = buttonsOf(shown).find((one) => !pressed.has(signatureOf(one)));
          if (!button) break;
          const signature = signatureOf(button);
          pressed.add(signature);
          button.focus();
          await press("Enter");
          await shown.drawn();
          await until(
            () => focused(shown) !== "nothing",
            `the focus in the chat: ${make()[i]!.name}: ${signature}`,
          );
        }
      }
      assert.isAbove(pressed.size, 10);
    });
});

it("leaves a message and its buttons by Tab, in both directions (WCAG 2.1.2)", async () => {
  const { find, drawn, element } = await keepFocusIn(await showElement({ rows: messages(1, 3) }));
  find(".scroller").focus();
  await press("ArrowUp");
  await drawn();
  const isAt = (selector: string): boolean => find(selector) === element.shadowRoot!.activeElement;
  await press("Enter");
  await drawn();
  assert.isTrue(isAt(".row.open .actions button"), "at what can be done");
  for (let stops = 0; stops < 6 && !isAt("textarea"); stops++) {
    await press("Tab");
    await drawn();
  }
  assert.isTrue(isAt("textarea"), "gone on to the field");
  await press("Tab", { shift: true });
  await drawn();
  assert.isFalse(isAt("textarea"), "gone back to the list");
});

it("a key that is held down does one thing once", async () => {
  const shown = await keepFocusIn(await showStaff());
  shown.find(".scroller").focus();
  await press("ArrowUp");
  await shown.drawn();
  const row = shown.find(".row[tabindex='0']");
  for (const repeat of [false, true, true])
    row.dispatchEvent(new KeyboardEvent("keydown", { key: "t", repeat, bubbles: true }));
  await shown.drawn();
  assert.lengthOf(
    shown.chat.asked.filter((line) => line.startsWith("moderate")),
    1,
  );
});
