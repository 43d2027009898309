import { assert } from "@open-wc/testing";
import type { Me } from "#protocol";
import { showElement } from "../support/show-element.ts";
import { makeStates } from "../support/states.ts";
import { messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const REGIONS = "[role=status], [aria-live=polite]";
const ME: Me = { userId: "me", nickname: "지우", role: "member", maySend: true };

/** The live regions that come into a root together with a text. */
function watchRegions(root: ShadowRoot): { readonly found: string[]; end(): void } {
  const found: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes]))
      if (node instanceof Element)
        for (const region of [node, ...node.querySelectorAll(REGIONS)])
          if (region.matches(REGIONS) && region.textContent.trim())
            found.push(region.textContent.trim());
  });
  observer.observe(root, { childList: true, subtree: true });
  return { found, end: () => observer.disconnect() };
}

/* Screen readers announce what is added to a live region, and not a region that comes with its text. */
describe("live regions are there before their text", () => {
  for (const { name, snapshot, element: set } of makeStates())
    it(`when a chat comes to this: ${name}`, async () => {
      const { element, chat, drawn } = await showElement(
        { me: ME, rows: messages(1, 3) },
        { element: set ?? {} },
      );
      const regions = watchRegions(element.shadowRoot!);
      chat.show(snapshot);
      await drawn();
      regions.end();
      assert.deepEqual(regions.found, []);
    });

  it("when staff tools turn out not to work in a frame, which is announced once", async () => {
    const { element, chat, find, drawn } = await showElement({ me: ME, rows: messages(1, 3) });
    const heard: string[] = [];
    find(".chat").addEventListener("announce", (event) => {
      const { text } = (event as CustomEvent<{ text: string }>).detail;
      if (text) heard.push(text);
    });
    chat.show({ me: { ...ME, roleOutsideFrame: "owner" } });
    await until(() => element.shadowRoot!.textContent.includes("Staff tools do not work"));
    chat.show({ viewers: 5 });
    await drawn();
    assert.deepEqual(
      heard.map((text) => text.slice(0, 23)),
      ["Staff tools do not work"],
    );
  });

  it("when a token turns out to be invalid: why is announced", async () => {
    const { chat, find, drawn } = await showElement({ me: ME, rows: messages(1, 3) });
    chat.show({ me: { userId: "", role: "viewer", maySend: false, reason: "invalid-token" } });
    await until(() => find(".live-region").textContent.includes("could not be confirmed"));
    await drawn();
  });
});
