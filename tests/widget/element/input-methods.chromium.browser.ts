import { assert } from "@open-wc/testing";
import { commit, compose, pressEnterLeft, pressTaken, release } from "../support/dev-tools.ts";
import { pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

/* Only Chromium lets a test compose; what other browsers tell is a table in `enter-key.test.ts`. */

async function showComposer(): Promise<Shown & { field: HTMLTextAreaElement }> {
  const shown = await showElement();
  shown.element.focus();
  return { ...shown, field: shown.find("textarea") as HTMLTextAreaElement };
}

describe("an input method", () => {
  it("in Korean, finishes the syllable and sends once on the Enter that ends it", async () => {
    const { chat, field } = await showComposer();
    await commit("안녕하세");
    for (const text of ["ㅇ", "요"]) await compose(text);
    await pressTaken("Enter");
    await commit("요");
    await pressEnter();
    assert.deepEqual(chat.asked, ["send 안녕하세요"]);
    assert.equal(field.value, "");
  });

  it("in Korean, sends without a second key as well, and the next message too", async () => {
    const { chat } = await showComposer();
    for (const word of ["네", "응"]) {
      await compose(word);
      await pressTaken("Enter");
      await commit(word);
      await release("Enter");
    }
    assert.deepEqual(chat.asked, ["send 네", "send 응"]);
  });

  it("in Japanese, an Enter that confirms a candidate never sends", async () => {
    const { chat, field } = await showComposer();
    for (const text of ["に", "にほん", "日本"]) await compose(text);
    await pressTaken("Enter");
    await commit("日本");
    await release("Enter");
    assert.isEmpty(chat.asked);
    assert.equal(field.value, "日本");
    await pressEnter();
    assert.deepEqual(chat.asked, ["send 日本"]);
  });

  for (const [lang, word] of [
    ["English", "hello"],
    ["Korean", "안녕"],
    ["Japanese", "日本"],
    ["Chinese", "你好"],
    ["Vietnamese", "việt"],
    ["Thai", "สวัสดี"],
  ] as const)
    it(`in ${lang}, sends once on an Enter that it leaves to the page while it composes`, async () => {
      const { chat, field, drawn } = await showComposer();
      for (let i = 0; i < 2; i++) {
        await compose(word.slice(0, 1));
        await compose(word);
        await pressEnterLeft();
        await drawn();
        assert.equal(field.value, "");
      }
      assert.deepEqual(chat.asked, [`send ${word}`, `send ${word}`]);
      await commit("x");
      assert.equal(field.value, "x");
    });

  it("breaks the line on Shift+Enter while it composes", async () => {
    const { chat, field } = await showComposer();
    await compose("hello");
    await pressEnterLeft({ shift: true });
    assert.isEmpty(chat.asked);
    assert.match(field.value, /^hello\n/);
  });

  for (const [lang, steps] of [
    ["English", [() => compose("Tom"), () => pressEnterLeft()]],
    ["Korean", [() => compose("민지"), () => pressEnterLeft()]],
    [
      "Korean on a desk",
      [
        () => compose("민지"),
        () => pressTaken("Enter"),
        () => commit("민지"),
        () => release("Enter"),
      ],
    ],
  ] as const)
    it(`in ${lang}, takes a nickname by one Enter`, async () => {
      const { chat, find, drawn } = await showElement({
        me: { userId: "g", role: "guest", maySend: false, reason: "nickname-required" },
      });
      (find("#nickname") as HTMLInputElement).focus();
      for (const step of steps) await step();
      await drawn();
      assert.deepEqual(chat.asked, [`nickname ${lang === "English" ? "Tom" : "민지"}`]);
    });

  it("in Japanese, does not take a nickname by the Enter that confirms it", async () => {
    const { chat, find, drawn } = await showElement({
      me: { userId: "g", role: "guest", maySend: false, reason: "nickname-required" },
    });
    (find("#nickname") as HTMLInputElement).focus();
    await compose("さくら");
    await pressTaken("Enter");
    await commit("桜");
    await release("Enter");
    await drawn();
    assert.isEmpty(chat.asked);
    await pressEnter();
    await drawn();
    assert.deepEqual(chat.asked, ["nickname 桜"]);
  });

  it("in Korean, completes a name at every step of a syllable, and takes it by one Enter", async () => {
    const { chat, field, texts, offers } = await showNames();
    await commit("@");
    await offers("@ 미나", "@ 민지");
    for (const text of ["ㅁ", "미", "민"]) await compose(text);
    await offers("@ 민지", "@ 미나");
    await pressTaken("Enter");
    await commit("민");
    await release("Enter");
    assert.equal(field.value, "@민지 ");
    assert.isEmpty(chat.asked);
    await pressEnter();
    assert.deepEqual(chat.asked, ["send @민지"]);
    assert.isEmpty(texts(".suggestion"));
  });

  it("in Japanese, keeps the arrows that choose a candidate", async () => {
    const { field, offers, drawn } = await showNames();
    await commit("@");
    await offers("@ 미나", "@ 민지");
    const before = field.getAttribute("aria-activedescendant");
    await compose("さ");
    await pressTaken("ArrowDown");
    await drawn();
    assert.notEqual(field.getAttribute("aria-activedescendant"), "suggestion-1");
    await commit("咲");
    assert.equal(field.value, "@咲");
    assert.equal(before, "suggestion-0");
  });
});

async function showNames(): Promise<
  Shown & { field: HTMLTextAreaElement; offers: (...names: string[]) => Promise<void> }
> {
  const shown = await showElement({
    rows: [
      message(1, { userId: "u1", nickname: "민지" }),
      message(2, { userId: "u2", nickname: "미나" }),
    ],
  });
  shown.element.focus();
  return {
    ...shown,
    field: shown.find("textarea") as HTMLTextAreaElement,
    offers: (...names) =>
      until(
        () => shown.texts(".suggestion").map(onOneLine).join() === names.join(),
        `${names.join()} was not offered`,
      ),
  };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
