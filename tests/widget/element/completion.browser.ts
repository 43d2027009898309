import { assert } from "@open-wc/testing";
import { emojiFile } from "../support/emoji-file.ts";
import { insertText, press, pressEnter } from "../support/keyboard.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const ROWS = [
  message(1, { userId: "u1", nickname: "민지" }),
  message(2, { userId: "u2", nickname: "Mina" }),
  message(3, { userId: "me", nickname: "지우" }),
  message(4, { userId: "u3", nickname: "달빛 공방" }),
  message(5, { userId: "u1", nickname: "민지" }),
];

interface Writing extends Shown {
  readonly field: HTMLTextAreaElement;
  readonly options: () => string[];
  readonly offered: (...options: string[]) => Promise<void>;
}

async function showWriting(): Promise<Writing> {
  const shown = await showElement({ rows: ROWS }, { element: { emojiUrl: emojiFile() } });
  shown.element.focus();
  const options = (): string[] => shown.texts(".suggestion bdi");
  return {
    ...shown,
    field: shown.find("textarea") as HTMLTextAreaElement,
    options,
    offered: (...expected) =>
      until(() => options().join() === expected.join(), `${expected.join()} was not offered`),
  };
}

describe("the completion of a name", () => {
  it("offers who has written here, the latest first, and takes one by Enter", async () => {
    const { chat, field, offered } = await showWriting();
    await insertText("안녕 @");
    await offered("민지", "달빛 공방", "Mina");
    await insertText("ㅁ");
    await offered("민지");
    await pressEnter();
    assert.equal(field.value, "안녕 @민지 ");
    assert.isEmpty(chat.asked);
    await offered();
    await pressEnter();
    assert.deepEqual(chat.asked, ["send 안녕 @민지"]);
  });

  it("is a list of options to assistive technology, walked by arrows and left by Escape", async () => {
    const { element, field, find, findAll, offered, drawn } = await showWriting();
    const active = (): string | undefined => {
      const id = field.getAttribute("aria-activedescendant");
      return id ? element.shadowRoot!.getElementById(id)?.innerText.trim() : undefined;
    };
    await insertText("@");
    await offered("민지", "달빛 공방", "Mina");
    assert.equal(find("#suggestions").role ?? find("#suggestions").getAttribute("role"), "listbox");
    assert.equal(field.getAttribute("aria-controls"), "suggestions");
    assert.match(active()!, /민지/);
    await press("ArrowDown");
    await drawn();
    assert.match(active()!, /달빛 공방/);
    await press("ArrowUp");
    await press("ArrowUp");
    await drawn();
    assert.match(active()!, /Mina/);
    await press("Escape");
    await drawn();
    assert.isEmpty(findAll("#suggestions"));
    assert.isFalse(field.hasAttribute("aria-activedescendant"));
    await insertText("m");
    await drawn();
    assert.isEmpty(findAll("#suggestions"), "a word that was waved away stays so");
  });

  it("takes a name by Tab and by pointer, and can be undone", async () => {
    const { field, find, offered } = await showWriting();
    await insertText("@");
    await insertText("달빛 공");
    await offered("달빛 공방");
    await press("Tab");
    assert.equal(field.value, "@달빛 공방 ");
    await insertText("@mi");
    await offered("Mina");
    find(".suggestion").click();
    assert.equal(field.value, "@달빛 공방 @Mina ");
    document.execCommand("undo");
    assert.equal(field.value, "@달빛 공방 @mi");
  });

  it("lets Enter send a name that is written in full", async () => {
    const { chat, offered } = await showWriting();
    await insertText("@Min");
    await offered("Mina");
    await insertText("a");
    await offered();
    await pressEnter();
    assert.deepEqual(chat.asked, ["send @Mina"]);
  });

  it("is gone when the focus goes elsewhere", async () => {
    const { field, offered } = await showWriting();
    await insertText("@");
    await offered("민지", "달빛 공방", "Mina");
    field.blur();
    await offered();
  });
});

describe("the completion of an emoji", () => {
  it("offers by short name and by name, and takes one by Enter", async () => {
    const { chat, field, offered } = await showWriting();
    await insertText("와 :sm");
    await offered("웃는 얼굴 :smile:", "능글맞은 얼굴 :smirk:");
    await pressEnter();
    assert.equal(field.value, "와 😄");
    await insertText(" :ㅂㅅ");
    await offered("박수 :clap:");
    await press("Tab");
    assert.equal(field.value, "와 😄 👏");
    assert.isEmpty(chat.asked);
  });

  it("puts it in place of a short name that is closed", async () => {
    const { field } = await showWriting();
    await insertText(":heart");
    await insertText(":");
    await until(() => field.value === "❤️");
  });

  it("leaves faces, times and unknown names alone", async () => {
    const { chat, findAll, drawn } = await showWriting();
    for (const text of [":D", "12:30", ":nosuch:"]) {
      await insertText(text);
      await drawn();
      assert.isEmpty(findAll("#suggestions"), text);
      await pressEnter();
      await drawn();
    }
    assert.deepEqual(chat.asked, ["send :D", "send 12:30", "send :nosuch:"]);
  });
});
