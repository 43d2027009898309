import { assert } from "@open-wc/testing";
import { showElement } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { until } from "../support/until.ts";

declare global {
  interface Window {
    /** What any of the hostile texts would call if it ran. */
    ran?: (by?: unknown) => void;
  }
}

describe("the text of a message", () => {
  it("never runs, wherever it stands", async () => {
    const ran: unknown[] = [];
    window.ran = (by) => ran.push(by ?? "?");
    try {
      const texts = hostileTexts();
      assert.isAtLeast(texts.length, 500);
      for (let from = 0; from < texts.length; from += 150) {
        const rows = texts.slice(from, from + 150).map((text, i) =>
          message(from + i + 1, {
            message: text,
            nickname: text.slice(0, 60),
            userId: text.slice(0, 60),
            avatarUrl: `https://example.invalid/${text.slice(0, 60)}`,
            ...(i % 3 === 0 && { replyTo: { id: `m${from + i}`, seq: from + i } }),
          }),
        );
        const { findAll, find, drawn } = await showElement({ rows });
        if (texts.slice(from, from + 150).some((text) => text.includes("https://")))
          await until(() => findAll(".text a").length > 0);
        for (const row of findAll(".row").slice(0, 3)) {
          row.dispatchEvent(
            new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }),
          );
          await drawn();
        }
        assert.isEmpty(findAll(".rows script, .rows iframe, .rows object, .rows style"));
        for (const link of findAll(".text a") as HTMLAnchorElement[]) {
          assert.match(link.protocol, /^https?:$/);
          link.addEventListener("click", (event) => event.preventDefault());
          link.click();
        }
        for (const inside of find(".rows").querySelectorAll("*"))
          for (const { name } of inside.attributes) assert.notMatch(name, /^on/i);
      }
      assert.isEmpty(ran);
    } finally {
      delete window.ran;
    }
  });

  it("is marked where it names people, and its row stands out where it names the reader", async () => {
    const { findAll, texts } = await showElement({
      rows: [
        message(1, { nickname: "민지" }),
        message(2, { userId: "a", message: "@민지님 @지우야 보세요 https://example.com/@민지" }),
        message(3, { userId: "me", message: "@지우 저예요" }),
      ],
    });
    assert.deepEqual(texts(".mention"), ["@민지", "@지우", "@지우"]);
    assert.deepEqual(texts(".mention.me"), ["@지우", "@지우"]);
    assert.lengthOf(findAll(".row.names-me"), 1);
    await until(() => findAll(".text a").length === 1);
  });
});
