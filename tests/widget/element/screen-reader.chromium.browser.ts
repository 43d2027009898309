import { assert } from "@open-wc/testing";
import { accessibilityTree, emulate } from "../support/dev-tools.ts";
import { press } from "../support/keyboard.ts";
import { showElement } from "../support/show-element.ts";
import { makeStates } from "../support/states.ts";
import { message } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const NEEDS_A_NAME = new Set([
  "button",
  "textbox",
  "log",
  "region",
  "heading",
  "link",
  "menuitem",
  "image",
]);

async function rolesAndNames(): Promise<string[]> {
  return (await accessibilityTree()).map(({ role, name }) => `${role} ${name}`.trim());
}

describe("a screen reader", () => {
  it("finds a named region with a heading, the log, its messages, and where one writes", async () => {
    const { snapshot } = makeStates().find(({ name }) => name === "live")!;
    await showElement(snapshot);
    // The tree follows the page late.
    let tree: string[] = [];
    await until(async () => {
      tree = await rolesAndNames();
      const articles = tree.filter((line) => line.startsWith("article"));
      return articles.length === snapshot.rows!.length;
    }, "every message is an article of its own");
    for (const expected of [
      "region Live chat",
      "heading Live chat",
      "log Messages",
      "textbox Write a message",
      "button Send. Write something first.",
    ])
      assert.include(tree, expected);
    assert.isBelow(tree.indexOf("log Messages"), tree.indexOf("textbox Write a message"));
  });

  it("gets the author and the text of a message that is focused", async () => {
    const { find, drawn } = await showElement({ rows: [message(1), message(2)] });
    find(".scroller").focus();
    await press("ArrowUp");
    await drawn();
    const tree = await accessibilityTree();
    const named = tree.filter(({ role, name }) => role === "article" && name !== "");
    assert.deepEqual(
      named.map(({ name }) => name),
      ["사람 2: 메시지 2"],
    );
  });

  for (const { name, snapshot, element } of makeStates()) {
    it(`${name}: gets the name of every control and landmark`, async () => {
      await showElement(snapshot, { element });
      const nameless = (await accessibilityTree()).filter(
        ({ role, name }) => NEEDS_A_NAME.has(role) && name.trim() === "",
      );
      assert.deepEqual(nameless, []);
    });
  }
});

describe("a reader's preferences", () => {
  afterEach(() => emulate());

  it("still all motion", async () => {
    await emulate({ name: "prefers-reduced-motion", value: "reduce" });
    for (const { snapshot, element } of makeStates()) {
      const shown = await showElement(snapshot, { element });
      assert.isEmpty(shown.element.shadowRoot!.getAnimations());
    }
  });

  it("put their own colours in place of ours, and every edge stays visible", async () => {
    await emulate({ name: "forced-colors", value: "active" });
    const { snapshot } = makeStates().find(({ name }) => name === "live")!;
    const { find, findAll } = await showElement(snapshot);
    const { borderTopWidth, borderTopStyle } = getComputedStyle(find(".field"));
    assert.deepEqual([borderTopWidth, borderTopStyle], ["1px", "solid"]);
    for (const name of findAll(".name"))
      assert.equal(getComputedStyle(name).color, getComputedStyle(find(".chat")).color);
  });
});
