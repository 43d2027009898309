import { assert, expect } from "@open-wc/testing";
import { endAnimations } from "../support/end-animations.ts";
import { readText } from "../support/read-text.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { makeStates } from "../support/states.ts";
import { until } from "../support/until.ts";

/** Some of it is loaded first. */
async function shows({ find }: Shown, words: RegExp): Promise<void> {
  const text = (): string => readText(find(".chat"));
  await until(() => words.test(text())).catch(() => assert.match(text(), words));
}

describe("every state", () => {
  for (const [i, { name }] of makeStates().entries()) {
    it(`${name}: is said in words, and accessible in both themes`, async () => {
      // Made now: what is counted down would be over by the time a slow browser comes here.
      const { snapshot, element, says } = makeStates()[i]!;
      const [english, korean] = says;
      const light = await showElement(snapshot, { theme: "light", element });
      await shows(light, english);
      endAnimations(light.element);
      await expect(light.element).to.be.accessible();
      const dark = await showElement(snapshot, { theme: "dark", lang: "ko", element });
      await shows(dark, korean);
      endAnimations(dark.element);
      await expect(dark.element).to.be.accessible();
    });
  }

  it("offers to try again only where that can help", async () => {
    for (const [reason, buttons] of [
      ["server-unreachable", 1],
      ["origin-not-allowed", 1],
      ["invalid-server-url", 0],
      ["invalid-stream-id", 0],
    ] as const) {
      const { findAll } = await showElement({ connection: { status: "failed", reason } });
      assert.lengthOf(findAll("[part=try-now]"), buttons, reason);
    }
  });

  it("shows the connection's state beside the title, always", async () => {
    const { find } = await showElement({ connection: { status: "offline" } });
    assert.match(find("[part~=connection]").ariaLabel ?? "", /offline/);
  });

  it("is for reading only, or without a composer, where the page says so", async () => {
    const { element, find, findAll, drawn } = await showElement();
    element.readOnly = true;
    await drawn();
    assert.match(find(".composer").innerText, /read along/);
    element.noComposer = true;
    await drawn();
    assert.equal(find(".composer").innerText, "");
    assert.isEmpty(findAll("textarea:not([hidden] *)"));
  });
});
