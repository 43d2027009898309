import { assert, expect } from "@open-wc/testing";
import { preferenceStore } from "../../../widget/src/element/settings/preference-store.ts";
import { DEFAULT_PREFERENCES } from "../../../widget/src/element/settings/viewer-preferences.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

async function openMenu(shown: Shown): Promise<HTMLDetailsElement> {
  shown.find("[part=settings]").click();
  await until(() => shown.findAll(".settings input").length > 0);
  return shown.find(".settings") as HTMLDetailsElement;
}

describe("a viewer's own choices", () => {
  afterEach(() => preferenceStore().change(DEFAULT_PREFERENCES));

  it("are accessible, in a menu that Escape closes and gives the focus back", async () => {
    preferenceStore().hide({ userId: "a", nickname: "광고" });
    const shown = await showElement({ rows: messages(1, 5) });
    const menu = await openMenu(shown);
    await expect(shown.element).to.be.accessible();
    const size = shown.find(".settings input");
    size.focus();
    size.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    assert.isFalse(menu.open);
    assert.equal(shown.element.shadowRoot!.activeElement, shown.find("[part=settings]"));
  });

  it("close when the focus goes elsewhere, and stay with a click between the controls", async () => {
    const shown = await showElement({ rows: messages(1, 5) });
    const menu = await openMenu(shown);
    shown.find(".settings input").focus();
    shown.find("[part=settings-menu]").focus();
    assert.isTrue(menu.open);
    shown.find("textarea").focus();
    await shown.drawn();
    assert.isFalse(menu.open);
  });

  it("make the text larger in every chat of the page, at once", async () => {
    const here = await showElement({ rows: messages(1, 5) });
    const there = await showElement({ rows: messages(1, 5) });
    const before = getComputedStyle(there.find("[part~=text]")).fontSize;
    await openMenu(here);
    here.findAll(".sizes input")[3]!.click();
    await there.drawn();
    const after = getComputedStyle(there.find("[part~=text]")).fontSize;
    assert.isAbove(Number.parseFloat(after), 1.4 * Number.parseFloat(before));
    assert.equal(JSON.parse(localStorage.getItem("live-chat:choices")!).textSize, 3);
  });

  it("name hidden people, and show them again", async () => {
    preferenceStore().hide({ userId: "a", nickname: "광고" });
    const shown = await showElement({ rows: messages(1, 5) }, { lang: "ko" });
    await openMenu(shown);
    shown.find(".settings li button").click();
    await shown.drawn();
    assert.isEmpty(shown.findAll(".settings li"));
    assert.isFalse(preferenceStore().choices.hiddenUserIds.has("a"));
  });

  it("are not offered without a header", async () => {
    const { element, findAll, drawn } = await showElement();
    element.noHeader = true;
    await drawn();
    assert.isEmpty(findAll("header, [part=settings]"));
  });
});
