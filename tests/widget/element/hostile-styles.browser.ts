import { assert } from "@open-wc/testing";
import { loadLazily } from "../../../widget/src/load-lazily.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { makeStates } from "../support/states.ts";

/** What pages do to everything on them, carelessly or not. The element's own box is theirs to give. */
const HOSTILE = `
  *, *::before, *::after {
    font: italic 900 40px / 3 cursive !important;
    font-variant: small-caps !important;
    color: red !important;
    background: yellow !important;
    letter-spacing: 0.5em !important;
    word-spacing: 1em !important;
    text-transform: uppercase !important;
    text-align: right !important;
    text-indent: 3em !important;
    text-shadow: 2px 2px red !important;
    white-space: pre !important;
    word-break: break-all !important;
    cursor: crosshair !important;
    caret-color: red !important;
    -webkit-user-select: none !important;
    user-select: none !important;
    list-style: square !important;
    box-sizing: content-box !important;
    transition: all 5s !important;
    tab-size: 1 !important;
    color-scheme: dark !important;
    opacity: 1;
  }
  live-chat *, .chat, .row, .field { display: none !important; }
  button, input, textarea, section, div, p, h2, span { padding: 3em; border: 9px dashed red; }
  :root, body, live-chat, live-chat * {
    --_background: red !important;
    --_text: red !important;
    --_font-size: 80px !important;
    --_space: 90px !important;
    --_name-3: red !important;
  }
`;

/** All that is computed for every element of the chat. */
function looks({ element }: Shown): string[][] {
  return [...element.shadowRoot!.querySelectorAll("*")].map((part) => {
    const style = getComputedStyle(part);
    const name = `${part.localName}.${part.getAttribute("class")}`;
    // Firefox lists custom properties as well; what they come to is what counts.
    const properties = [...style].filter((property) => !property.startsWith("--"));
    return properties.map((property) => `${name} ${property}: ${style.getPropertyValue(property)}`);
  });
}

describe("a page's own styles", () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(HOSTILE);
  // What is loaded later must not come between two looks.
  before(() =>
    loadLazily(({ PARTS }) => Promise.all(Object.values(PARTS).map((load) => load())), ""),
  );
  afterEach(() => {
    document.adoptedStyleSheets = [];
  });

  for (const name of ["empty", "on the way and refused", "nickname required", "signed out"]) {
    for (const theme of ["auto", "dark"] as const) {
      it(`leave the chat unchanged: ${name}, ${theme}`, async () => {
        const { snapshot } = makeStates().find((state) => state.name === name)!;
        const shown = await showElement(snapshot, { theme });
        // What comes in by moving has come in.
        for (const motion of shown.element.shadowRoot!.getAnimations())
          if (motion.effect?.getComputedTiming().endTime !== Infinity) motion.finish();
        const before = looks(shown);
        document.adoptedStyleSheets = [sheet];
        await shown.drawn();
        const after = looks(shown);
        const changed = after.map((lines, i) => lines.filter((line) => !before[i]!.includes(line)));
        assert.equal(changed.flat().slice(0, 9).join("\n"), "");
        assert.lengthOf(after, before.length);
      });
    }
  }

  it("hide it where they mean to", async () => {
    const { element, find } = await showElement();
    element.style.visibility = "hidden";
    element.style.pointerEvents = "none";
    const { visibility, pointerEvents } = getComputedStyle(find("textarea"));
    assert.deepEqual([visibility, pointerEvents], ["hidden", "none"]);
    element.hidden = true;
    assert.equal(getComputedStyle(element).display, "none");
  });

  it("give the language to the fonts still", async () => {
    const { find } = await showElement({}, { lang: "ko" });
    assert.equal(find(".chat").lang, "ko");
    const locale = getComputedStyle(find(".title")).getPropertyValue("-webkit-locale");
    assert.notEqual(locale, "auto");
  });
});
