import { assert } from "@open-wc/testing";
import { emojiFile } from "../support/emoji-file.ts";
import { holdTimers } from "../support/hold-timers.ts";
import { insertText, press } from "../support/keyboard.ts";
import { listenTo } from "../support/listen-to.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { until } from "../support/until.ts";

interface Picking extends Shown {
  readonly field: HTMLTextAreaElement;
  readonly focused: () => Element | null;
  readonly shows: (...emoji: string[]) => Promise<void>;
}

async function openPicker(emojiUrl = emojiFile()): Promise<Picking> {
  const shown = await showElement({}, { element: { emojiUrl } });
  shown.find("[part=emoji]").click();
  await until(() => shown.findAll(".picker").length > 0, "no picker was shown");
  const emoji = (): string => shown.texts(".emoji").join(" ");
  return {
    ...shown,
    field: shown.find("textarea") as HTMLTextAreaElement,
    focused: () => shown.element.shadowRoot!.activeElement,
    shows: (...expected) =>
      until(() => emoji() === expected.join(" "), `${expected.join(" ")} was not shown`),
  };
}

describe("the emoji picker", () => {
  beforeEach(() => localStorage.removeItem("live-chat:emoji"));

  it("opens on its search, finds by name, and puts the first at the caret by Enter", async () => {
    const { field, find, focused, shows } = await openPicker();
    await shows("😀", "😄", "😏", "❤️");
    assert.equal(focused(), find(".picker-search"));
    field.value = "좋아요!";
    field.dispatchEvent(new InputEvent("input"));
    field.setSelectionRange(3, 3);
    await insertText("박");
    await shows("👏");
    await press("Enter");
    assert.equal(field.value, "좋아요👏!");
  });

  it("announces how many were found after typing stopped, and that none were found", async () => {
    const { find, shows, drawn } = await openPicker();
    await shows("😀", "😄", "😏", "❤️");
    const heard = listenTo(find(".live-region"));
    const clock = holdTimers(500);
    try {
      for (const sought of ["박", "박수", "zzz"]) {
        const search = find(".picker-search") as HTMLInputElement;
        search.value = sought;
        search.dispatchEvent(new InputEvent("input"));
        await drawn();
        if (sought !== "박") clock.run();
        await drawn();
      }
    } finally {
      clock.restore();
    }
    assert.deepEqual(heard, ["1 emoji found", "No emoji found"]);
  });

  it("is walked by arrows in both directions, and left by Escape to the field", async () => {
    const { field, findAll, focused, shows, drawn } = await openPicker();
    await shows("😀", "😄", "😏", "❤️");
    await press("ArrowDown");
    for (const key of ["ArrowRight", "End", "ArrowLeft"]) await press(key);
    assert.equal(focused()?.getAttribute("aria-label"), "능글맞은 얼굴");
    assert.lengthOf(
      findAll(".emoji").filter(({ tabIndex }) => tabIndex === 0),
      1,
    );
    await press("Enter");
    assert.equal(field.value, "😏");
    assert.equal(focused()?.getAttribute("aria-label"), "능글맞은 얼굴", "one may take another");
    await press("Escape");
    await drawn();
    assert.isEmpty(findAll(".picker"));
    assert.equal(focused(), field);
  });

  it("shows groups, and skin tones that it remembers", async () => {
    const { field, find, findAll, shows } = await openPicker();
    await shows("😀", "😄", "😏", "❤️");
    findAll(".emoji-tab")
      .find(({ title }) => title === "People")!
      .click();
    await shows("👍️", "👏");
    const tone = find(".picker-tone") as HTMLSelectElement;
    tone.value = "3";
    tone.dispatchEvent(new Event("change"));
    await shows("👍🏽", "👏🏽");
    find(".emoji").click();
    assert.equal(field.value, "👍🏽");
    const again = await openPicker();
    await again.shows("👍🏽");
    assert.equal(again.find(".emoji-tab[aria-pressed=true]").title, "Recently used");
  });

  it("can be undone where one writes with a mouse", async () => {
    const { field, find, shows } = await openPicker();
    await shows("😀", "😄", "😏", "❤️");
    field.focus();
    await insertText("와");
    find(".emoji").click();
    assert.equal(field.value, "와😀");
    document.execCommand("undo");
    assert.equal(field.value, "와");
  });

  it("closes when the focus goes elsewhere, and by its button", async () => {
    const { find, findAll, focused, shows, drawn } = await openPicker();
    await shows("😀", "😄", "😏", "❤️");
    (focused() as HTMLElement).blur();
    await drawn();
    assert.isEmpty(findAll(".picker"));
    find("[part=emoji]").click();
    await drawn();
    assert.equal(find("[part=emoji]").ariaExpanded, "true");
    find("[part=emoji]").click();
    await drawn();
    assert.isEmpty(findAll(".picker"));
  });

  it("asks a server once for the names in a language, however many chats of a page are its", async () => {
    const asked: string[] = [];
    const { fetch } = window;
    window.fetch = (address) => {
      asked.push(address as string);
      return fetch(emojiFile());
    };
    try {
      for (const serverUrl of ["https://one.example.com", "https://one.example.com/"]) {
        const { find, findAll, texts } = await showElement({}, { element: { serverUrl } });
        find("[part=emoji]").click();
        await until(() => texts(".emoji").includes("😏"), "no emoji were shown");
        const field = find("textarea") as HTMLTextAreaElement;
        find("[part=emoji]").click();
        await until(() => findAll(".picker").length === 0);
        field.focus();
        await insertText(":smi");
        await until(() => findAll("[role=option]").length > 0, "nothing was suggested");
      }
    } finally {
      window.fetch = fetch;
    }
    assert.deepEqual(asked, ["https://one.example.com/emoji/en.json?source"]);
  });

  it("says that nothing is found, and that nothing could be loaded, and loads again", async () => {
    const { find, element, shows, drawn } = await openPicker("/there/is/none.json");
    await until(() => /could not be loaded/.test(find(".picker-notice").innerText));
    await press("Escape");
    element.emojiUrl = emojiFile();
    await drawn();
    find("[part=emoji]").click();
    await shows("😀", "😄", "😏", "❤️");
    await insertText("없는 것");
    await until(() => /No emoji found/.test(find(".picker-notice").innerText));
  });
});
