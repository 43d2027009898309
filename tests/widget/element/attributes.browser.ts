import { assert } from "@open-wc/testing";
import type { TagAttributes } from "../../../widget/src/typings/tag-attributes.ts";
import { LiveChat } from "../../../widget/src/define.ts";

/** Every attribute that the typings have, and what an element makes of a value. */
const WRITTEN: { [Name in keyof Required<TagAttributes>]: [value: string, property: unknown] } = {
  "stream-id": ["s1", "s1"],
  "server-url": ["https://chat.example.com", "https://chat.example.com"],
  theme: ["dark", "dark"],
  nickname: ["Mina", "Mina"],
  "read-only": ["", true],
  "no-composer": ["true", true],
  avatars: ["off", "off"],
  "no-header": ["no-header", true],
  "no-pop-out": ["", true],
  density: ["compact", "compact"],
  mode: ["overlay", "overlay"],
  "max-rows": ["4", 4],
  "fade-after": ["8", 8],
  "emoji-url": ["/{lang}.json", "/{lang}.json"],
};

const FLAGS = ["read-only", "no-composer", "no-header", "no-pop-out"] as const;

function propertyOf(element: LiveChat, attribute: string): unknown {
  const name = attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return element[name as keyof LiveChat];
}

describe("attributes", () => {
  it("are those of the typings, each with its property", () => {
    assert.sameMembers(
      LiveChat.observedAttributes.filter((name) => name !== "lang"),
      Object.keys(WRITTEN),
    );
    const element = new LiveChat();
    for (const [name, [value, property]] of Object.entries(WRITTEN)) {
      element.setAttribute(name, value);
      assert.deepEqual(propertyOf(element, name), property, name);
    }
  });

  it("that are on or off are off where they say false, as frameworks write it, or are gone", () => {
    const element = new LiveChat();
    for (const name of FLAGS) {
      element.setAttribute(name, "");
      element.setAttribute(name, "false");
      assert.isFalse(propertyOf(element, name), name);
      element.setAttribute(name, "");
      element.removeAttribute(name);
      assert.isFalse(propertyOf(element, name), name);
    }
  });
});
