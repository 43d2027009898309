import { assert } from "@open-wc/testing";
import { showElement } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";

describe("a bot's message", () => {
  it("[AD9] says that it is one, and nobody else's does", async () => {
    const rows = [
      message(1, { userId: "bot:orders", nickname: "주문 알림" }),
      message(2, { userId: "robot:x", nickname: "Bot" }),
    ];
    const { texts, find } = await showElement({ rows });
    assert.deepEqual(texts(".badge"), ["Bot"]);
    assert.include(find(".row").innerText, "주문 알림");
  });
});
