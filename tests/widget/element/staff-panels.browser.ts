import { assert, expect } from "@open-wc/testing";
import { endAnimations } from "../support/end-animations.ts";
import { readText } from "../support/read-text.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { staffStates } from "../support/staff-states.ts";
import type { State } from "../support/states.ts";
import { until } from "../support/until.ts";

async function show(state: State, options: Parameters<typeof showElement>[1]): Promise<Shown> {
  const shown = await showElement(state.snapshot, options);
  Object.assign(shown.chat.answers, state.answers);
  await state.open?.(shown.element.shadowRoot!);
  await shown.drawn();
  return shown;
}

async function shows({ find }: Shown, words: RegExp): Promise<void> {
  const text = (): string => readText(find(".chat"));
  await until(() => words.test(text())).catch(() => assert.match(text(), words));
}

describe("what staff have", () => {
  for (const state of staffStates()) {
    it(`${state.name}: is said in words, and accessible in both themes`, async () => {
      const [english, korean] = state.says;
      const light = await show(state, { theme: "light" });
      await shows(light, english);
      endAnimations(light.element);
      await expect(light.element).to.be.accessible();
      const dark = await show(state, { theme: "dark", lang: "ko" });
      await shows(dark, korean);
      endAnimations(dark.element);
      await expect(dark.element).to.be.accessible();
    });
  }

  for (const [width, panelWidth] of [
    [240, 240],
    [800, 360],
  ] as const)
    it(`fits a chat of ${width} px, and leaves the messages in sight in a wide one`, async () => {
      const room = staffStates().find(({ name }) => name === "room")!;
      const { element, find, drawn } = await showElement(room.snapshot);
      element.style.inlineSize = `${width}px`;
      await drawn();
      await room.open?.(element.shadowRoot!);
      await drawn();
      assert.equal(find(".staff-panel").offsetWidth, panelWidth);
      const body = find(".panel-body");
      assert.isAtMost(body.scrollWidth, body.clientWidth);
      const panel = find(".staff-panel").getBoundingClientRect();
      if (width > 600)
        assert.isAtMost(find("live-chat-writing").getBoundingClientRect().right, panel.left + 1);
    });
});
