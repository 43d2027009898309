import { assert } from "@open-wc/testing";
import { showElement } from "../support/show-element.ts";
import { until } from "../support/until.ts";

describe("languages", () => {
  it("says nothing until a language is there, and never flashes English", async () => {
    const seen = new Set<string>();
    const watching = setInterval(() => {
      const element = document.querySelector("live-chat");
      for (const title of element?.shadowRoot?.querySelectorAll<HTMLElement>(".title") ?? [])
        seen.add(title.innerText);
    });
    const { find, findAll } = await showElement({}, { lang: "th" });
    await until(() => findAll(".title").length > 0);
    clearInterval(watching);
    assert.equal(find(".title").innerText, "แชตสด");
    assert.isFalse(seen.has("Live chat"));
  });

  it("keeps the last language while the next one is on its way", async () => {
    const { element, find, findAll } = await showElement({}, { lang: "ko" });
    element.lang = "vi";
    await element.updateComplete;
    assert.equal(find(".title").innerText, "실시간 채팅");
    await until(() => find(".title").innerText !== "실시간 채팅");
    assert.equal(find(".title").innerText, "Trò chuyện trực tiếp");
    assert.lengthOf(findAll(".chat:lang(vi)"), 1);
  });

  it("takes the page's own wording, in whatever language", async () => {
    const { element, find, drawn } = await showElement({}, { lang: "ko" });
    element.texts = { title: "달빛공방 수다" };
    await drawn();
    assert.equal(find(".title").innerText, "달빛공방 수다");
    assert.match(find(".notice").innerText, /아직 메시지가 없어요/);
    element.texts = undefined;
    await drawn();
    assert.equal(find(".title").innerText, "실시간 채팅");
  });

  it("follows the page's language when it has none of its own", async () => {
    const { element, find, drawn } = await showElement();
    element.removeAttribute("lang");
    document.documentElement.lang = "ko-KR";
    await until(() => find(".title").innerText === "실시간 채팅");
    document.documentElement.lang = "en";
    await drawn();
    assert.equal(find(".title").innerText, "Live chat");
    document.documentElement.removeAttribute("lang");
  });
});
