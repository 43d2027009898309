import { assert } from "@open-wc/testing";
import { holdTimers } from "../support/hold-timers.ts";
import { insertText, press, pressEnter } from "../support/keyboard.ts";
import { listenTo } from "../support/listen-to.ts";
import type { Shown } from "../support/show-element.ts";
import { showStaff } from "../support/show-staff.ts";
import { staffStates } from "../support/staff-states.ts";
import { until } from "../support/until.ts";

const { answers: ANSWERS, snapshot: SNAPSHOT } = staffStates()[0]!;

interface Panel extends Shown {
  readonly heard: string[];
  /** Shows a tab and waits for something in it. */
  open(tab: string, selector: string): Promise<void>;
  /** What the server is asked to do. */
  done(): string[];
}

async function showPanel(): Promise<Panel> {
  const shown = await showStaff(SNAPSHOT);
  Object.assign(shown.chat.answers, ANSWERS);
  const { find, findAll, drawn } = shown;
  find(".staff-button").click();
  await until(() => findAll(".tab").length > 0);
  return {
    ...shown,
    heard: listenTo(find(".live-region")),
    open: async (tab, selector) => {
      find(`[data-tab=${tab}]`).click();
      await until(() => findAll(`.panel-body ${selector}`).length > 0);
      await drawn();
    },
    done: () => shown.chat.asked.filter((asked) => asked.startsWith("moderate")),
  };
}

describe("staff do nothing by mistake", () => {
  it("with Enter where a reason is written, on a card and in a menu: no preset is a default (WCAG 3.2.2)", async () => {
    const { find, open, done, drawn, findAll } = await showPanel();
    await open("people", ".record-link");
    find(".record-link").click();
    await until(() => findAll("[name=reason]").length > 0);
    find("[name=reason]").focus();
    await insertText("advertises");
    await pressEnter();
    await drawn();
    assert.deepEqual(done(), []);
    assert.equal((find("[name=reason]") as HTMLInputElement).value, "advertises");
    find("[data-do=timeout]").focus();
    await pressEnter();
    await drawn();
    assert.match(done().join(), /"kind":"timeout".*"reason":"advertises"/);
  });

  it("with a button that asks once more for as long as one stays there, and says so (WCAG 2.2.1)", async () => {
    const { find, open, done, drawn, heard } = await showPanel();
    await open("room", "[data-do=clear]");
    const clock = holdTimers();
    const clear = find("[data-do=clear]");
    try {
      clear.focus();
      await pressEnter();
      await drawn();
      assert.match(clear.innerText, /: Press again/);
      assert.include(heard, clear.innerText.trim());
      assert.deepEqual(done(), []);
      clock.run();
      await drawn();
      assert.match(clear.innerText, /: Press again/, "however long that takes");
    } finally {
      clock.restore();
    }
    await press("Tab", { shift: true });
    await drawn();
    assert.notMatch(clear.innerText, /Press again/);
    clear.focus();
    for (let i = 0; i < 2; i++) {
      await pressEnter();
      await drawn();
    }
    assert.match(done().join(), /"kind":"clear"/);
    assert.notMatch(clear.innerText, /Press again/);
  });
});

describe("staff are told", () => {
  it("which panel and whose card it is; arrows, Home and End lead from tab to tab", async () => {
    const { find, findAll, open, drawn, element } = await showPanel();
    const selected = (): string => find(".tab[aria-selected=true]").dataset["tab"]!;
    const nameOf = (selector: string): string =>
      find(`#${find(selector).getAttribute("aria-labelledby")!}`).innerText.trim();
    find("[data-tab=queue]").focus();
    const walk: string[] = [];
    for (const key of ["End", "ArrowRight", "ArrowLeft", "Home", "ArrowRight"]) {
      await press(key);
      await drawn();
      assert.isTrue(element.shadowRoot!.activeElement === find(".tab[aria-selected=true]"));
      assert.equal(nameOf(".panel-body"), find(".tab[aria-selected=true]").innerText.trim());
      walk.push(selected());
    }
    assert.deepEqual(walk, ["filters", "queue", "filters", "queue", "room"]);
    assert.equal(find(".panel-body").role, "tabpanel");
    await open("people", ".record-link");
    find(".record-link").click();
    await until(() => findAll(".card-id").length > 0);
    await drawn();
    assert.equal(find(".panel-body").role, "group");
    assert.equal(nameOf(".panel-body"), "대박코인");
  });

  it("that the shield is on by its state, under one name", async () => {
    const { find, open, chat, drawn } = await showPanel();
    await open("room", "[data-do=shield]");
    const shield = find("[data-do=shield]");
    const name = (): string => {
      const shown = shield.cloneNode(true) as HTMLElement;
      for (const hidden of shown.querySelectorAll("[aria-hidden]")) hidden.remove();
      return shown.textContent.replace(/\s+/g, " ").trim();
    };
    const before = name();
    assert.equal(shield.ariaPressed, "false");
    chat.show({ mode: { slowSeconds: 30, membersOnly: true, noLinks: true, unique: true } });
    await drawn();
    assert.equal(shield.ariaPressed, "true");
    assert.equal(name(), before);
  });

  it("what is wrong with the link of a pin, at its field", async () => {
    const { find, open, done, drawn, element } = await showPanel();
    await open("room", "[name=link]");
    find("[name=text]").focus();
    await insertText("Today only");
    const link = find("[name=link]");
    link.focus();
    await insertText("example.com/sale");
    await pressEnter();
    await drawn();
    assert.isTrue(element.shadowRoot!.activeElement === link);
    assert.equal(link.ariaInvalid, "true");
    const fault = find(`#${link.getAttribute("aria-describedby")!}`);
    assert.equal(fault.role, "alert");
    assert.match(fault.innerText, /https:\/\//);
    assert.deepEqual(done(), []);
  });

  it("that a panel is being read, that there is nothing in it, or that it could not be read", async () => {
    const { find, chat, open, drawn } = await showPanel();
    const note = (): string => find(".panel-body > div:not([hidden]) .panel-note").innerText.trim();
    const status = (): string | null => find(".panel-body > div:not([hidden]) .panel-note").role;
    chat.answers["load-queue"] = { ok: true, waiting: 0, held: [], reported: [] };
    chat.show({ news: { waiting: 0, lastActionId: "a9" } });
    await open("queue", ".panel-note");
    await until(() => /Nothing/.test(note()));
    assert.equal(status(), "status");
    let answer = (_: unknown): void => undefined;
    chat.ask = () => new Promise((resolve) => (answer = resolve as never)) as never;
    await open("audit", ".panel-note");
    assert.deepEqual([note(), status()], ["Loading…", "status"]);
    answer({ ok: false, error: { code: "store-unavailable" } });
    await drawn();
    assert.deepEqual([/could not be loaded/.test(note()), status()], [true, "alert"]);
  });
});
