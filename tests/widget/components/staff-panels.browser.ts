import { assert, expect } from "@open-wc/testing";
import { showElement, type Shown } from "../support/show-element.ts";
import { staffStates } from "../support/staff-states.ts";
import type { State } from "../support/states.ts";
import { untilLoaded } from "../support/until-loaded.ts";

async function show(state: State, options: Parameters<typeof showElement>[1]): Promise<Shown> {
  const shown = await showElement(state.snapshot, options);
  Object.assign(shown.chat.answers, state.answers);
  await state.open?.(shown.element.shadowRoot!);
  await shown.drawn();
  return shown;
}

async function shows({ find }: Shown, words: RegExp): Promise<void> {
  const text = (): string => find(".chat").innerText;
  await untilLoaded(() => words.test(text())).catch(() => assert.match(text(), words));
}

describe("what staff have", () => {
  for (const state of staffStates()) {
    it(`${state.name}: is said in words, and accessible in both themes`, async () => {
      const [english, korean] = state.says;
      const light = await show(state, { theme: "light" });
      await shows(light, english);
      await expect(light.element).to.be.accessible();
      const dark = await show(state, { theme: "dark", lang: "ko" });
      await shows(dark, korean);
      await expect(dark.element).to.be.accessible();
    });
  }

  it("fits a chat as narrow as can be, and leaves the messages in sight in a wide one", async () => {
    const room = staffStates().find(({ name }) => name === "room")!;
    const { element, find, drawn } = await show(room, {});
    for (const [width, panelWidth] of [
      [240, 240],
      [800, 360],
    ] as const) {
      element.style.inlineSize = `${width}px`;
      await drawn();
      assert.equal(find(".staff-panel").offsetWidth, panelWidth);
      const body = find(".panel-body");
      assert.isAtMost(body.scrollWidth, body.clientWidth);
    }
    const panel = find(".staff-panel").getBoundingClientRect();
    assert.isAtMost(find("live-chat-writing").getBoundingClientRect().right, panel.left + 1);
  });
});
