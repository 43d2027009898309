import { assert } from "@open-wc/testing";
import { press, pressEnter } from "../support/keyboard.ts";
import { showElement } from "../support/show-element.ts";

const TYPES = ["keydown", "keypress", "keyup"] as const;

/** Everything that a listener hears while the keys are pressed. */
async function hear(
  target: EventTarget,
  options: AddEventListenerOptions,
  typing: () => Promise<void>,
): Promise<Event[]> {
  const heard: Event[] = [];
  const listen = (event: Event): void => void heard.push(event);
  for (const type of TYPES) target.addEventListener(type, listen, options);
  await typing();
  for (const type of TYPES) target.removeEventListener(type, listen, options);
  return heard;
}

async function typeHotkeys(): Promise<void> {
  for (const key of ["f", "k", " ", "ArrowLeft", "Escape"]) await press(key);
  await pressEnter();
}

describe("a page with hotkeys", () => {
  it("hears nothing of what is typed, on its document or its window", async () => {
    const { element } = await showElement();
    element.focus();
    assert.isEmpty(await hear(document, {}, typeHotkeys));
    assert.isEmpty(await hear(window, {}, typeHotkeys));
  });

  it("sees a text field at the start of the path, where it listens first", async () => {
    const { element, find } = await showElement();
    element.focus();
    const firsts = new Set<unknown>();
    const notePath = (event: Event): void => void firsts.add(event.composedPath()[0]);
    window.addEventListener("keydown", notePath, { capture: true });
    await typeHotkeys();
    window.removeEventListener("keydown", notePath, { capture: true });
    assert.deepEqual([...firsts], [find("textarea")]);
  });

  it("gets its keys while the focus is elsewhere", async () => {
    await showElement();
    const button = document.createElement("button");
    document.body.append(button);
    button.focus();
    const heard = await hear(document, {}, () => press("k"));
    button.remove();
    assert.isNotEmpty(heard);
  });
});

describe("a touch keyboard", () => {
  it("leaves what one writes in sight when it takes its place", async () => {
    const { element, find } = await showElement();
    const above = document.createElement("div");
    above.style.height = "2000px";
    element.before(above);
    element.focus();
    window.scrollTo(0, 0);
    window.visualViewport!.dispatchEvent(new Event("resize"));
    const { top, bottom } = find("live-chat-composer").getBoundingClientRect();
    assert.isTrue(top >= 0 && bottom <= innerHeight, `${top} to ${bottom} of ${innerHeight}`);
    find("textarea").blur();
    window.scrollTo(0, 0);
    window.visualViewport!.dispatchEvent(new Event("resize"));
    assert.equal(window.scrollY, 0);
    above.remove();
  });
});
