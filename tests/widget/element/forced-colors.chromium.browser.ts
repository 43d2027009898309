import { assert } from "@open-wc/testing";
import { preferenceStore } from "../../../widget/src/element/settings/preference-store.ts";
import { emojiFile } from "../support/emoji-file.ts";
import { emulate } from "../support/dev-tools.ts";
import { insertText, press } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { pointAt, showStaff } from "../support/show-staff.ts";
import { staffStates } from "../support/staff-states.ts";
import { message, messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const { answers: ANSWERS, snapshot: STAFF } = staffStates()[0]!;

/** What of an element can still be seen where the reader's own colours replace ours. */
function look(element: HTMLElement): string {
  const { backgroundColor, border, outlineStyle, outlineWidth, outlineColor } =
    getComputedStyle(element);
  const outline = outlineStyle === "none" ? "" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
  return [backgroundColor, border, outline].join("; ");
}

/** What is chosen and what is not look different. */
function differ({ find }: Shown, chosen: string, other: string): void {
  assert.notEqual(look(find(chosen)), look(find(other)), `${chosen} looks like ${other}`);
}

/** A box that lies over others has an edge: its shadow is gone. */
function hasEdge({ find }: Shown, selector: string): void {
  const { borderTopStyle, borderTopWidth } = getComputedStyle(find(selector));
  const edge = borderTopStyle === "none" ? 0 : Number.parseFloat(borderTopWidth);
  assert.isAtLeast(edge, 1, `${selector} has no edge`);
}

function hasRing({ element }: Shown): void {
  const focused = element.shadowRoot!.activeElement as HTMLElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  assert.deepEqual(
    [outlineStyle === "none", Number.parseFloat(outlineWidth) >= 2],
    [false, true],
    `${focused.className} ${focused.getAttribute("part")} has no ring`,
  );
}

describe("a reader's own colours", () => {
  beforeEach(() => emulate({ name: "forced-colors", value: "active" }));
  afterEach(() => emulate());

  it("leave marks on a named person, on the focused field, and an edge on what is over messages", async () => {
    const rows = [message(1), message(2, { message: "hello @지우" }), message(3), message(4)];
    const shown = await showElement({
      rows: [...rows, message(5, { message: "hello @사람 2" })],
      pinned: { text: "Today only" },
      mode: { slowSeconds: 30, unique: true },
    });
    await until(() => shown.findAll(".pin").length + shown.findAll(".mode").length === 3);
    differ(shown, ".row.names-me", ".row");
    differ(shown, ".mention.me", ".mention:not(.me)");
    hasEdge(shown, ".mode");
    shown.find("[part=pin-hide]").click();
    await shown.drawn();
    hasEdge(shown, ".pin-away .icon-button");
    const before = look(shown.find(".field"));
    shown.element.focus();
    await press("ArrowLeft");
    assert.notEqual(look(shown.find(".field")), before);
    shown.find(".scroller").focus();
    await press("ArrowUp");
    await shown.drawn();
    hasRing(shown);
    await pointAt(shown, 2);
    hasEdge(shown, ".actions");
  });

  it("leave an edge on buttons that are otherwise shown by their background", async () => {
    const shown = await showElement({ rows: messages(1, 60) });
    const { chat, find, findAll, drawn } = shown;
    find(".scroller").scrollTop = 0;
    await drawn();
    chat.show({ rows: messages(1, 63) });
    await until(() => findAll(".pill").length > 0);
    hasEdge(shown, ".pill");
    const guest = { userId: "me", role: "guest", maySend: false } as const;
    chat.show({ me: { ...guest, reason: "nickname-required" } });
    await drawn();
    hasEdge(shown, "[part=nickname-submit]");
    chat.show({ me: { ...guest, role: "viewer", reason: "sign-in-required" } });
    await until(() => findAll(".sign-in [part=sign-in]").length > 0);
    hasEdge(shown, ".sign-in [part=sign-in]");
  });

  it("leave marks on what is chosen in the settings, the emoji and what is completed", async () => {
    preferenceStore().change({ textSize: 1 });
    try {
      const shown = await showElement(
        { rows: messages(1, 5) },
        { element: { emojiUrl: emojiFile() } },
      );
      const { find, findAll, drawn, element } = shown;
      find("[part=settings]").click();
      await until(() => findAll(".sizes").length > 0);
      await drawn();
      differ(shown, ".sizes label:nth-child(2) input", ".sizes label:nth-child(1) input");
      differ(shown, ".toggle input:checked", ".toggle input:not(:checked)");
      hasEdge(shown, "[part=settings-menu]");
      await press("Escape");
      find("[part=emoji]").click();
      await until(() => findAll(".emoji").length > 0);
      hasEdge(shown, ".picker");
      differ(shown, ".emoji-tab[aria-pressed=true]", ".emoji-tab[aria-pressed=false]");
      await press("Escape");
      element.focus();
      await insertText("@사람");
      await until(() => findAll(".suggestion").length > 1);
      await drawn();
      hasEdge(shown, ".suggestions");
      differ(shown, ".suggestion[aria-selected=true]", ".suggestion[aria-selected=false]");
    } finally {
      preferenceStore().change({ textSize: 0 });
    }
  });

  it("leave marks on what staff have chosen, and edges on their menus", async () => {
    const shown = await showStaff({ ...STAFF, mode: { noLinks: true } });
    const { chat, find, findAll, drawn } = shown;
    Object.assign(chat.answers, ANSWERS);
    await pointAt(shown, 2);
    await until(() => findAll("[data-do=menu]").length > 0);
    find("[data-do=menu]").click();
    await until(() => findAll(".staff-menu").length > 0);
    hasEdge(shown, ".staff-menu");
    await press("Tab");
    hasRing(shown);
    find(".staff-menu [data-do=ban]").click();
    await until(() => findAll(".toast").length > 0);
    hasEdge(shown, ".toast");
    find(".toast [data-do=undo]").focus();
    await press("Shift");
    hasRing(shown);
    find(".staff-button").click();
    await until(() => findAll(".tab").length > 0);
    hasEdge(shown, ".count");
    differ(shown, ".tab[aria-selected=true]", ".tab[aria-selected=false]");
    find("[data-tab=room]").click();
    await until(() => findAll(".shield").length > 0);
    await drawn();
    differ(shown, ".toggle [name=noLinks]", ".toggle [name=frozen]");
    const off = look(find(".shield"));
    chat.show({ mode: { slowSeconds: 30, membersOnly: true, noLinks: true, unique: true } });
    await drawn();
    assert.notEqual(look(find(".shield")), off);
  });
});
